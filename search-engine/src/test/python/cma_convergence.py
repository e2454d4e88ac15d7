"""Counts the evaluations that cmaes 0.13.1 needs, for CmaConvergenceTest.

    pip install cmaes==0.13.1
    python cma_convergence.py > ../resources/io/sonde/search/sampler/cmaes/cma-convergence.txt

Each line: the function, how many parameters, how many of them whole numbers, then the median over
51 seeds of the evaluations up to the first value below 1e-9. Real parameters lie within [-5, 5],
whole ones within [-10, 10].
"""

import numpy as np
from cmaes import CMA, CMAwM

TARGET = 1e-9
SEEDS = 51
MOST = 20000


def sphere(x):
    return ((x - 2.1) ** 2).sum()


def ellipsoid(x):
    return (1e6 ** (np.arange(len(x)) / (len(x) - 1)) * (x - 1.3) ** 2).sum()


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def mixed(x):
    return (1e2 ** (np.arange(len(x)) / (len(x) - 1)) * (x - 1) ** 2).sum()


def asked(optimizer):
    answer = optimizer.ask()
    return answer if isinstance(answer, tuple) else (answer, answer)


def evaluations(optimizer, function):
    count = 0
    while count < MOST:
        told = []
        for _ in range(optimizer.population_size):
            shown, raw = asked(optimizer)
            value = function(shown)
            count += 1
            if value < TARGET:
                return count
            told.append((raw, value))
        optimizer.tell(told)
    return MOST


def optimizer(n, whole, seed):
    bounds = np.array([[-10.0, 10.0]] * whole + [[-5.0, 5.0]] * (n - whole))
    if whole == 0:
        return CMA(np.zeros(n), 2.5, bounds=bounds, seed=seed)
    steps = np.array([1.0] * whole + [0.0] * (n - whole))
    return CMAwM(np.zeros(n), 2.5, bounds, steps, seed=seed)


for function, n, whole in (
    (sphere, 2, 0),
    (sphere, 5, 0),
    (sphere, 10, 0),
    (ellipsoid, 5, 0),
    (rosenbrock, 5, 0),
    (mixed, 6, 3),
    (mixed, 10, 5),
):
    counts = [evaluations(optimizer(n, whole, seed), function) for seed in range(SEEDS)]
    print(function.__name__, n, whole, int(np.median(counts)))
