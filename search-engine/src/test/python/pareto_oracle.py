"""Writes how Optuna 5.0.0 sorts and measures fixed sets of losses, for the tests of package pareto.

    pip install optuna==5.0.0
    python pareto_oracle.py > ../resources/io/sonde/search/pareto/pareto-oracle.txt

Optuna does not take NaN: for sorting, each objective is replaced by the losses' places in it, NaN
last; for crowding, NaN by infinity; for volumes, rows that are not within the reference point are
left out. The output is read line by line; a line is a word and what belongs to it:
    case NAME
    loss L...             one row
    violations V...       of the rows
    ranks R...            of the rows, without constraints
    constrained R...      of the rows, with the violations as constraints
    crowding D...         of the rows of rank 0
    reference L...        Optuna's reference point of the finite rows of rank 0
    hypervolume H
    contributions H...    of the rows of rank 0: what the volume loses without each
    subset I...           greedily chosen among the rows of rank 0, as positions in it
"""

import warnings

import numpy as np
from optuna._hypervolume import _solve_hssp, compute_hypervolume
from optuna.samplers._tpe.sampler import _get_reference_point
from optuna.samplers.nsgaii._elite_population_selection_strategy import _calc_crowding_distance
from optuna.study._multi_objective import _fast_non_domination_rank
from optuna.trial import FrozenTrial, TrialState

warnings.simplefilter("ignore")


def trial(number, values):
    return FrozenTrial(
        number=number, state=TrialState.COMPLETE, value=None, values=list(values),
        datetime_start=None, datetime_complete=None, params={}, distributions={},
        user_attrs={}, system_attrs={}, intermediate_values={}, trial_id=number)


def places(losses):
    return np.column_stack([np.unique(column, return_inverse=True)[1] for column in losses.T])


def line(word, values):
    print(word, *(repr(float(v)) if isinstance(v, (float, np.floating)) else int(v) for v in values))


def volume(losses, reference):
    inside = losses[np.all(losses < reference, axis=1)]
    return compute_hypervolume(inside, reference) if len(inside) else 0.0


def write(name, losses, violations):
    print("case", name)
    for row in losses:
        line("loss", row)
    line("violations", violations)
    ranks = _fast_non_domination_rank(places(losses).astype(float))
    line("ranks", ranks)
    line("constrained", _fast_non_domination_rank(places(losses).astype(float), penalty=violations))
    front = losses[ranks == 0]
    distances = _calc_crowding_distance(
        [trial(i, np.where(np.isnan(row), np.inf, row)) for i, row in enumerate(front)])
    line("crowding", [float(distances[i]) for i in range(len(front))])
    finite = front[np.all(np.isfinite(front), axis=1)]
    reference = _get_reference_point(finite)
    line("reference", reference)
    whole = volume(front, reference)
    line("hypervolume", [whole])
    if np.isfinite(whole):
        line("contributions",
             [whole - volume(np.delete(front, i, axis=0), reference) for i in range(len(front))])
        if len(finite) == len(front):
            line("subset", _solve_hssp(front, np.arange(len(front)), (len(front) + 1) // 2, reference))


random = np.random.RandomState(20261122)
for m in (1, 2, 3, 4, 5):
    for n in (1, 2, 7, 40):
        write(f"random-{m}-{n}", random.normal(size=(n, m)), np.maximum(random.normal(size=n), 0))
    sphere = np.abs(random.normal(size=(25, m)))
    sphere /= np.linalg.norm(sphere, axis=1, keepdims=True)
    write(f"sphere-{m}", sphere, np.round(random.normal(size=25)))
    whole = random.randint(0, 5, size=(30, m)).astype(float)
    write(f"repeated-{m}", whole, random.randint(-1, 3, size=30).astype(float))
    broken = random.randint(0, 7, size=(30, m)).astype(float)
    broken[random.uniform(size=broken.shape) < 0.1] = np.nan
    broken[random.uniform(size=broken.shape) < 0.1] = np.inf
    write(f"broken-{m}", broken, np.zeros(30))
    infinite = random.normal(size=(12, m))
    infinite[4, 0] = -np.inf
    infinite[9, m - 1] = -np.inf
    if m > 1:
        write(f"infinitely-good-{m}", infinite, np.ones(12))
