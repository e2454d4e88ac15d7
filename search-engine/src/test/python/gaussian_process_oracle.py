"""Writes what scikit-learn makes of fixed Gaussian processes, and mpmath of normal tails, for the tests of sampler.gp.

    pip install scikit-learn==1.9.1 mpmath==1.3.0
    python gaussian_process_oracle.py > ../resources/io/sonde/search/sampler/gp/gaussian-process-oracle.txt

The output is read line by line; a line is a word and what belongs to it:
    process DIMENSIONS
    lengthscales L...
    signal S                the variance of the function about its mean
    noise N                 the variance of the values about the function; that of the mean is 1
    trial X... Y            one line for each
    likelihood V            the logarithm of the marginal likelihood
    gradient G...           its derivatives by the logarithms of the lengthscales, the signal and the noise
    prediction X... M V     mean and variance of the function at a point
    improvement Z V         the logarithm of phi(z) + z Phi(z)
    cumulative Z V          the logarithm of Phi(z)
"""

import mpmath
import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel


def line(word, *values):
    print(word, *(repr(float(v)) for v in values))


def process(rng, dimensions, trials, noise, signal):
    lengthscales = np.exp(rng.normal(-0.7, 0.7, dimensions))
    points = rng.random((trials, dimensions))
    values = np.sin(5 * points @ rng.normal(size=dimensions)) + rng.normal(scale=0.1, size=trials)
    function = ConstantKernel(signal) * Matern(lengthscales, nu=2.5) + ConstantKernel(1.0, "fixed")
    model = GaussianProcessRegressor(function + WhiteKernel(noise), alpha=0, optimizer=None)
    model.fit(points, values)
    likelihood, gradient = model.log_marginal_likelihood(model.kernel_.theta, eval_gradient=True)
    print("process", dimensions)
    line("lengthscales", *lengthscales)
    line("signal", signal)
    line("noise", noise)
    for point, value in zip(points, values):
        line("trial", *point, value)
    line("likelihood", likelihood)
    line("gradient", *gradient[1 : dimensions + 1], gradient[0], gradient[dimensions + 1])
    for point in list(rng.random((5, dimensions))) + [points[0]]:
        mean, deviation = model.predict([point], return_std=True)
        # scikit-learn's deviation is that of a value, with the noise
        line("prediction", *point, mean[0], deviation[0] ** 2 - noise)


def tails():
    mpmath.mp.dps = 60
    for z in (-1e6, -1000, -100, -41, -40, -39, -20, -8, -5, -3, -1.5, -1, -0.999, -0.3, 0, 0.7, 3, 20):
        x = mpmath.mpf(z)
        line("cumulative", z, mpmath.log(mpmath.erfc(-x / mpmath.sqrt(2)) / 2))
        if z > -1000:
            improvement = mpmath.npdf(x) + x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2
        else:  # cancellation takes more digits than are worth computing: the asymptotic series
            improvement = mpmath.npdf(x) / x**2 * (1 - 3 / x**2 + 15 / x**4 - 105 / x**6)
        line("improvement", z, mpmath.log(improvement))


if __name__ == "__main__":
    generator = np.random.default_rng(3)
    process(generator, 1, 6, 0.01, 1.0)
    process(generator, 3, 20, 0.1, 0.4)
    process(generator, 2, 35, 1e-6, 2.5)
    process(generator, 6, 50, 0.001, 1.3)
    tails()
