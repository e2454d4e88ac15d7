"""Writes what scipy 1.17 makes of the Sobol sequence, for ScrambledSobolTest.

    pip install scipy==1.17.1
    python sobol_oracle.py > ../resources/io/sonde/search/sampler/sobol/sobol-oracle.txt

Each line is a word and what belongs to it:
    axis D X...                                 axis D (from 0) of the first 64 points, not scrambled
    plain N D CD                                the centred discrepancy of the first N points of D axes
    discrepancy N D SCRAMBLED RANDOM            the mean of 100 scrambled sets of points, and of 100 random ones
"""

import numpy as np
from scipy.stats import qmc

points = qmc.Sobol(1000, scramble=False).random(64)
for d in (0, 1, 2, 3, 9, 57, 299, 999):
    print("axis", d, *(repr(float(x)) for x in points[:, d]))

for n, d in ((16, 2), (64, 2), (64, 5), (64, 10), (256, 3), (256, 10)):
    print("plain", n, d, repr(float(qmc.discrepancy(qmc.Sobol(d, scramble=False).random(n)))))
    scrambled = [qmc.discrepancy(qmc.Sobol(d, rng=seed).random(n)) for seed in range(100)]
    random = [qmc.discrepancy(np.random.default_rng(seed).random((n, d))) for seed in range(100)]
    print("discrepancy", n, d, repr(float(np.mean(scrambled))), repr(float(np.mean(random))))
