"""What goes wrong in a recording: a fix thrown far off, fixes delivered twice."""

from dataclasses import replace

import numpy as np

from .ground import CGCS2000
from .walks import Walk


def with_spike(walk: Walk, at: float = 0.5, metres: float = 500.0, azimuth: float = 70.0) -> Walk:
    """The same walk with one fix, a share `at` of the way through, thrown this far off."""
    lonlat, i = walk.lonlat.copy(), int(at * len(walk.lonlat))
    lon, lat, _ = CGCS2000.fwd(lonlat[i, 0], lonlat[i, 1], azimuth, metres)
    lonlat[i] = lon, lat
    return replace(walk, lonlat=lonlat)


def with_duplicates(walk: Walk, every: int = 4) -> Walk:
    """The same walk with every so manieth fix delivered twice, time and all."""
    count = len(walk.seconds)
    order = np.sort(np.concatenate([np.arange(count), np.arange(0, count, every)]))
    return replace(walk, seconds=walk.seconds[order], lonlat=walk.lonlat[order], accuracy_m=walk.accuracy_m[order])
