"""Files of features: read whatever offices send, check and repair geometry, write what they ask for."""

from gis.files.checking import Checked, check
from gis.files.looking import Look, look
from gis.files.notes import Note
from gis.files.reading import Batch, Field, Source, opened, read, source
from gis.files.sheets import Place

__all__ = [
    "Batch",
    "Checked",
    "Field",
    "Look",
    "Note",
    "Place",
    "Source",
    "check",
    "look",
    "opened",
    "read",
    "source",
]
