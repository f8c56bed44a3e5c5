"""Every table that a board can show."""

from patrol.api.tables.columns import Table
from patrol.api.tables.duties import DUTIES
from patrol.api.tables.issues import ISSUES
from patrol.api.tables.officers import OFFICERS

TABLES: tuple[Table, ...] = (ISSUES, *DUTIES.values(), OFFICERS)
