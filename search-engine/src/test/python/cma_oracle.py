"""Writes what cmaes 0.13.1 makes of fixed candidates, for CmaOracleTest.

    pip install cmaes==0.13.1
    python cma_oracle.py > ../resources/io/sonde/search/sampler/cmaes/cma-oracle.txt

Three kinds of cases; in each, generations follow each other. A line is a word and what belongs to it:

    gaussian NAME DIMENSIONS POPULATION STEPSIZE      from the mean 0.5 ...
    margin NAME DIMENSIONS POPULATION STEPSIZE        likewise; discrete coordinates are followed by a margin
    cells SIZE...                                     of each coordinate of a margin case; 0 when continuous
    candidate PLACE...                                one line for each, the best first, not rounded to its cell
    mean M...                                         after the generation
    stepsize S
    covariance C...                                   one line for each row
    factors A...                                      by which draws are widened

    categories NAME SIZE...
    chosen VALUE...                                   one line for each candidate, the best first
    probabilities Q...                                one line for each category, after the generation

cmaes takes the length of a step of the categories from the generation before; it is set to that of
the generation itself, as the paper has it.
"""

import math

import numpy as np
from cmaes import CMA, CatCMA, CMAwM


def line(word, *values):
    print(word, *(repr(float(v)) if isinstance(v, (float, np.floating)) else str(v) for v in values))


def ellipsoid(x):
    return float((100 ** (np.arange(len(x)) / max(1, len(x) - 1)) * (x - 0.3) ** 2).sum())


def distribution(cma):
    line("mean", *cma._mean)
    line("stepsize", float(cma._sigma))
    for row in (cma._C + cma._C.T) / 2:
        line("covariance", *row)


def gaussian(name, n, generations, seed, population=None):
    cma = CMA(np.full(n, 0.5), 0.25, seed=seed, population_size=population)
    line("gaussian", name, n, cma.population_size, 0.25)
    for _ in range(generations):
        candidates = [cma.ask() for _ in range(cma.population_size)]
        candidates.sort(key=ellipsoid)
        for x in candidates:
            line("candidate", *x)
        cma.tell([(x, rank) for rank, x in enumerate(candidates)])
        distribution(cma)


def margin(name, sizes, generations, seed):
    sizes = np.array(sizes)
    n = len(sizes)
    bounds = np.array([[0.5 / s, 1 - 0.5 / s] if s else [-100, 100] for s in sizes])
    steps = np.array([1 / s if s else 0 for s in sizes])
    cma = CMAwM(np.full(n, 0.5), 0.25, bounds, steps, seed=seed)
    line("margin", name, n, cma.population_size, 0.25)
    line("cells", *sizes)
    for _ in range(generations):
        asked = [cma.ask() for _ in range(cma.population_size)]
        asked.sort(key=lambda pair: ellipsoid(pair[0]))
        for _, raw in asked:
            line("candidate", *raw)
        cma.tell([(raw, rank) for rank, (_, raw) in enumerate(asked)])
        distribution(cma._cma)
        line("factors", *cma._A)


def categories(name, sizes, generations, seed):
    sizes = np.array(sizes)
    cma = CatCMA(np.full(2, 0.5), 0.25, sizes, seed=seed)
    line("categories", name, *sizes)
    for _ in range(generations):
        asked = [cma.ask() for _ in range(cma.population_size)]
        asked.sort(key=lambda pair: ellipsoid(pair[0]) + float(pair[1][:, 0].sum()))
        for _, chosen in asked:
            line("chosen", *chosen.argmax(axis=1))
        cma.tell([(pair, rank) for rank, pair in enumerate(asked)])
        cma._delta = cma._delta_init / cma._Delta
        for c, size in enumerate(sizes):
            line("probabilities", *cma._q[c, :size])


gaussian("one", 1, 4, 1)
gaussian("two", 2, 6, 2)
gaussian("five", 5, 8, 3)
gaussian("ten", 10, 5, 4)
gaussian("many-candidates", 3, 4, 5, 20)
margin("whole", (0, 0, 21, 5), 12, 6)
margin("binary", (2, 2, 0, 3), 12, 7)
margin("all-discrete", (3, 9, 2), 15, 8)
categories("flags", (2, 2, 2), 10, 9)
categories("sizes", (5, 2, 9), 12, 10)
