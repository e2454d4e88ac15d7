"""Writes what Optuna 5.0.0's Parzen estimator makes of fixed observations, for ParzenEstimatorOracleTest.

    pip install optuna==5.0.0
    python parzen_oracle.py > ../resources/io/sonde/search/sampler/tpe/parzen-oracle.txt

Optuna sorts observations with numpy's default sort, which leaves the order of equal ones to the
machine; a stable sort is put in its place so that the output is the same everywhere.

The output is read line by line; a line is a word and what belongs to it:
    case NAME PRIOR_WEIGHT
    float LOW HIGH SCALE              one line for each parameter
    int LOW HIGH STEP SCALE
    stepped LOW HIGH STEP
    choice N
    observed CODE...                  one line for each trial, the oldest first
    weights W...                      of the trials, then the prior's
    means P M...                      of parameter P, in Optuna's own unit (logarithms where it takes them)
    deviations P S...                 likewise
    probabilities P K W...            of category parameter P, component K
    density CODE... LOGDENSITY        at a point
"""

import functools
import math

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import default_weights

REAL = FloatDistribution(-2.0, 3.0)
RATE = FloatDistribution(1e-5, 1.0, log=True)
WHOLE = IntDistribution(2, 9)
EVEN = IntDistribution(-4, 12, step=4)
UNITS = IntDistribution(1, 1000, log=True)
STEPPED = FloatDistribution(0.0, 1.0, step=0.25)
CHOICE = CategoricalDistribution(("a", "b", "c", "d"))


def line(word, *values):
    print(word, *(repr(float(v)) if isinstance(v, (float, np.floating)) else str(v) for v in values))


def describe(distribution):
    if isinstance(distribution, CategoricalDistribution):
        line("choice", len(distribution.choices))
    elif isinstance(distribution, IntDistribution):
        scale = "log" if distribution.log else "linear"
        line("int", distribution.low, distribution.high, distribution.step, scale)
    elif distribution.step is not None:
        line("stepped", distribution.low, distribution.high, distribution.step)
    else:
        line("float", distribution.low, distribution.high, "log" if distribution.log else "linear")


def draw(distribution, rng):
    if isinstance(distribution, CategoricalDistribution):
        return float(rng.integers(len(distribution.choices)))
    low, high = distribution.low, distribution.high
    if distribution.log:
        value = math.exp(rng.uniform(math.log(low), math.log(high)))
    else:
        value = rng.uniform(low, high)
    step = distribution.step
    return float(value if step is None else min(high, low + round((value - low) / step) * step))


def rows(distributions, n, rng):
    return [[draw(d, rng) for d in distributions] for _ in range(n)]


def case(name, distributions, n, prior_weight=1.0, points=12, observed=None):
    rng = np.random.default_rng(sum(map(ord, name)))
    observed = rows(distributions, n, rng) if observed is None else observed
    names = [f"p{i}" for i in range(len(distributions))]
    space = dict(zip(names, distributions))
    table = np.array(observed, dtype=float).reshape(len(observed), len(names))
    estimator = _ParzenEstimator(
        {p: table[:, i] for i, p in enumerate(names)},
        space,
        _ParzenEstimatorParameters(
            prior_weight=prior_weight,
            consider_magic_clip=True,
            consider_endpoints=False,
            weights=default_weights,
            multivariate=True,
        ),
    )
    line("case", name, prior_weight)
    for distribution in distributions:
        describe(distribution)
    for row in observed:
        line("observed", *row)
    mixture = estimator._mixture_distribution
    line("weights", *mixture.weights)
    for i, factors in enumerate(mixture.distributions):
        if hasattr(factors, "mu"):
            line("means", i, *factors.mu)
            line("deviations", i, *factors.sigma)
        else:
            for k, probabilities in enumerate(factors.weights):
                line("probabilities", i, k, *probabilities)
    at = rows(distributions, points, rng) + observed[:3]
    table = np.array(at, dtype=float).reshape(len(at), len(names))
    densities = estimator.log_pdf({p: table[:, i] for i, p in enumerate(names)})
    for row, density in zip(at, densities):
        line("density", *row, density)


def main():
    assert optuna.__version__ == "5.0.0", optuna.__version__
    np.argsort = functools.partial(np.argsort, kind="stable")
    case("nothing-observed", [REAL, RATE, WHOLE, CHOICE], 0)
    case("one-trial", [REAL, RATE, UNITS, CHOICE], 1)
    case("two-trials", [REAL, RATE, UNITS, CHOICE], 2)
    case("real", [REAL], 9)
    case("log", [RATE], 24)
    case("real-many", [REAL, RATE], 130)
    case("whole", [WHOLE], 5, observed=[[v] for v in (5.0, 2.0, 9.0, 3.0, 8.0)])
    ties = [[5.0, 0.0], [5.0, 4.0], [2.0, 0.0], [5.0, 12.0], [9.0, 0.0]]
    case("whole-ties", [WHOLE, EVEN], 5, observed=ties)
    case("units", [UNITS], 12)
    case("stepped", [STEPPED], 8)
    case("choice", [CHOICE], 11)
    case("choice-heavy-prior", [CHOICE, REAL], 11, prior_weight=2.5)
    case("twenty-five", [REAL, CHOICE], 25)
    case("twenty-six", [REAL, CHOICE], 26)
    case("all-kinds", [REAL, RATE, WHOLE, EVEN, UNITS, STEPPED, CHOICE], 15)
    case("ten-parameters", [REAL, RATE] * 5, 60)


if __name__ == "__main__":
    main()
