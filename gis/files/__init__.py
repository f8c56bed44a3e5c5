"""Files of features: read whatever offices send, check and repair geometry, write what they ask for."""

from gis.files.checking import Checked, check
from gis.files.notes import Note
from gis.files.reading import Batch, Field, Source, read

__all__ = ["Batch", "Checked", "Field", "Note", "Source", "check", "read"]
