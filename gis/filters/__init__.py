"""CQL2, from text or JSON to a condition in SQL: allow-listed, every value bound, depth and cost limited."""

from gis.filters.conditions import condition
from gis.filters.reading import LANGUAGES, Scope, names, read

__all__ = ["LANGUAGES", "Scope", "condition", "names", "read"]
