"""The error of a phone's position: slow drift and quick jitter, with one standard deviation on each axis."""

import numpy as np

# Of the variance, this share jitters from fix to fix; the rest drifts, as reflections and the sky's delay do.
WHITE_SHARE = 0.2
DRIFT_TIME_S = 60.0


def drift(random: np.random.Generator, seconds: int, time_s: float) -> np.ndarray:
    """A stationary first-order process of standard deviation 1, one value a second, correlated over time_s."""
    memory = np.exp(-1.0 / time_s)
    shocks = random.standard_normal(seconds) * np.sqrt(1.0 - memory**2)
    values = np.empty(seconds)
    values[0] = random.standard_normal()
    for i in range(1, seconds):
        values[i] = memory * values[i - 1] + shocks[i]
    return values


def position_error(random: np.random.Generator, seconds: int, sigma_m: float) -> np.ndarray:
    """An (seconds, 2) array of errors east and north in metres.

    sigma_m is the standard deviation on each axis of drift and jitter together; the radial error is then Rayleigh with
    that parameter: 1.18 sigma_m at the median, under 3.03 sigma_m in 99 of 100.
    """
    slow = np.column_stack([drift(random, seconds, DRIFT_TIME_S) for _ in range(2)])
    quick = random.standard_normal((seconds, 2))
    return sigma_m * (np.sqrt(1.0 - WHITE_SHARE) * slow + np.sqrt(WHITE_SHARE) * quick)


def reported_accuracy(random: np.random.Generator, fixes: int, sigma_m: float) -> np.ndarray:
    """What a phone says of itself: the radius of 68 in 100, in whole metres, give or take a fifth."""
    return np.maximum(3, np.rint(1.51 * sigma_m * np.exp(0.2 * random.standard_normal(fixes)))).astype(int)
