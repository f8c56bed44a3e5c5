"""The generated county, made once for all tests of it."""

from datetime import UTC, datetime

import numpy as np
import pytest
import shapely

from patrol.demo import outings
from patrol.demo.county import SEED, County, generate

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def county() -> County:
    """The county that the demonstration loads."""
    return generate()


@pytest.fixture(scope="session")
def planned(county) -> list[outings.Outing]:
    """Its outings of the year before a day in May."""
    return outings.plan(county, NOW, SEED)


@pytest.fixture(scope="session")
def rivers(county) -> dict[str, shapely.LineString]:
    """Each river as one line in metres, by its code."""
    paths: dict[str, list[np.ndarray]] = {}
    for segment in county.segments:
        paths.setdefault(segment.river_code, []).append(segment.path)
    return {code: shapely.linestrings(np.concatenate(parts)) for code, parts in paths.items()}
