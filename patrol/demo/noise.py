"""Seeded smooth noise over the plane: the same value for the same place and seed, on every machine."""

import numpy as np


def _lattice(ix: np.ndarray, iy: np.ndarray, seed: int) -> np.ndarray:
    """A repeatable pseudo-random value in [-1, 1) for each lattice point."""
    mixed = ix.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ iy.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= np.uint64(seed * 0x165667B19E3779F9 & 0xFFFFFFFFFFFFFFFF)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return (mixed & np.uint64(0xFFFFFFFF)).astype(np.float64) / 2**31 - 1.0


def smooth(x: np.ndarray, y: np.ndarray, wavelength_m: float, seed: int) -> np.ndarray:
    """Value noise in [-1, 1] at points in metres; features are about half a wavelength across."""
    u, v = np.asarray(x) / wavelength_m * 2, np.asarray(y) / wavelength_m * 2
    ix, iy = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
    fu, fv = u - ix, v - iy
    fu, fv = fu**3 * (fu * (fu * 6 - 15) + 10), fv**3 * (fv * (fv * 6 - 15) + 10)
    low = _lattice(ix, iy, seed) * (1 - fu) + _lattice(ix + 1, iy, seed) * fu
    high = _lattice(ix, iy + 1, seed) * (1 - fu) + _lattice(ix + 1, iy + 1, seed) * fu
    return low * (1 - fv) + high * fv


def fractal(x: np.ndarray, y: np.ndarray, wavelength_m: float, seed: int, octaves: int = 4) -> np.ndarray:
    """Several octaves of smooth noise, each half as long and half as strong, in about [-1, 1]."""
    layers = [smooth(x, y, wavelength_m / 2**k, seed + 101 * k) * 0.5**k for k in range(octaves)]
    return np.sum(layers, axis=0) / (2 - 0.5 ** (octaves - 1))


def shifted(points: np.ndarray, wavelength_m: float, amplitude_m: float, seed: int) -> np.ndarray:
    """Points (n, 2) in metres moved by a smooth field: neighbours move together, so shared edges stay shared."""
    x, y = points[:, 0], points[:, 1]
    move = np.column_stack([fractal(x, y, wavelength_m, seed, 2), fractal(x, y, wavelength_m, seed + 7, 2)])
    return points + amplitude_m * move
