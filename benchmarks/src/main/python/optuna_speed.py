"""What a proposal of Optuna's samplers costs on a history: a trial is told, the next is asked for.

Arguments: a table of finished trials, then how many of them to take, one or more times. Writes a line for each sampler
and size: name, trials, ms of the first proposal, ms of processor time of a round, ms of wall time of a round, megabytes
of the history. Needs optuna 5.0.0.
"""

import csv
import gc
import resource
import sys
import time
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

SPACE = {
    "learning_rate": FloatDistribution(1e-5, 1, log=True),
    "weight_decay": FloatDistribution(1e-6, 1e-1, log=True),
    "dropout": FloatDistribution(0, 0.8),
    "momentum": FloatDistribution(0.5, 0.99),
    "label_smoothing": FloatDistribution(0, 0.3, step=0.05),
    "units": IntDistribution(8, 1024, log=True),
    "layers": IntDistribution(1, 12),
    "warmup": IntDistribution(0, 100, step=10),
    "activation": CategoricalDistribution(["relu", "elu", "gelu", "tanh"]),
    "optimizer": CategoricalDistribution(["sgd", "adam", "rmsprop"]),
}
SECONDS = 20


def value(name, cell):
    kind = SPACE[name]
    if isinstance(kind, CategoricalDistribution):
        return cell
    return int(cell) if isinstance(kind, IntDistribution) else float(cell)


def read(path):
    with open(path, newline="") as lines:
        return [
            ({name: value(name, row[name]) for name in SPACE}, float(row["loss"]))
            for row in csv.DictReader(lines)
        ]


def megabytes():
    """What the process holds now, where the system tells; else the most it ever held."""
    gc.collect()
    try:
        with open("/proc/self/statm") as pages:
            return int(pages.read().split()[1]) * resource.getpagesize() / 1e6
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def measure(name, sampler, rows, losses):
    before = megabytes()
    study = optuna.create_study(sampler=sampler)
    study.add_trials(
        [optuna.trial.create_trial(params=p, distributions=SPACE, value=loss) for p, loss in rows]
    )
    begun = time.perf_counter()
    trial = study.ask(SPACE)
    first = time.perf_counter() - begun
    rounds = 0
    cpu = time.process_time()
    wall = time.perf_counter()
    while rounds < 50 and time.perf_counter() - wall < SECONDS:
        study.tell(trial, losses[rounds])
        trial = study.ask(SPACE)
        rounds += 1
    cpu = (time.process_time() - cpu) / rounds
    wall = (time.perf_counter() - wall) / rounds
    figures = [first * 1000, cpu * 1000, wall * 1000, megabytes() - before]
    print(name, len(rows), *[f"{figure:.4f}" for figure in figures], sep=",", flush=True)


def main():
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    rows = read(sys.argv[1])
    losses = [loss for _, loss in rows]
    for size in map(int, sys.argv[2:]):
        for name, sampler in [
            ("Optuna tpe", optuna.samplers.TPESampler(seed=1)),
            ("Optuna tpe multivariate", optuna.samplers.TPESampler(seed=1, multivariate=True)),
        ]:
            measure(name, sampler, rows[:size], losses)


main()
