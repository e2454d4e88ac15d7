"""Writes which hypervolumes Optuna 5.0.0's NSGA-II reaches on published problems, for NsgaQualityTest.

    pip install optuna==5.0.0
    python nsga2_peer.py > ../resources/io/sonde/search/sampler/nsga2/nsga2-peer.txt

A line: problem, trials, then the hypervolume that each of 20 seeds reached. The problems, their
parameters and reference points are those of ParetoProblem.
"""

import math
import warnings

import numpy as np
import optuna
from optuna._hypervolume import compute_hypervolume

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def zdt(front):
    def losses(x):
        g = 1 + 9 * sum(x[1:]) / (len(x) - 1)
        return x[0], g * front(x[0] / g, x[0])
    return losses


def dtlz2(x):
    g = sum((v - 0.5) ** 2 for v in x[2:])
    a, b = x[0] * math.pi / 2, x[1] * math.pi / 2
    return ((1 + g) * math.cos(a) * math.cos(b), (1 + g) * math.cos(a) * math.sin(b), (1 + g) * math.sin(a))


PROBLEMS = {
    "ZDT1": (zdt(lambda r, x: 1 - math.sqrt(r)), 30, [1.1, 7.0]),
    "ZDT2": (zdt(lambda r, x: 1 - r * r), 30, [1.1, 7.0]),
    "ZDT3": (zdt(lambda r, x: 1 - math.sqrt(r) - r * math.sin(10 * math.pi * x)), 30, [1.1, 7.0]),
    "DTLZ2": (dtlz2, 12, [2.0, 2.0, 2.0]),
}

for name, (losses, dimensions, reference) in PROBLEMS.items():
    for trials in (200, 500):
        reached = []
        for seed in range(20):
            study = optuna.create_study(
                directions=["minimize"] * len(reference), sampler=optuna.samplers.NSGAIISampler(seed=seed))
            study.optimize(
                lambda t: losses([t.suggest_float(f"x{i}", 0, 1) for i in range(dimensions)]), n_trials=trials)
            values = np.array([t.values for t in study.trials])
            inside = values[np.all(values < reference, axis=1)]
            reached.append(compute_hypervolume(inside, np.array(reference)) if len(inside) else 0.0)
        print(name, trials, *(repr(float(v)) for v in reached), flush=True)
