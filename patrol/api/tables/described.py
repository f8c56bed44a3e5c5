"""Every table that a board can show."""

from patrol.api.tables.audit import AUDIT
from patrol.api.tables.change_sets import CHANGE_SETS
from patrol.api.tables.columns import Table
from patrol.api.tables.divisions import DIVISIONS
from patrol.api.tables.duties import DUTIES
from patrol.api.tables.issues import EVENTS, ISSUES
from patrol.api.tables.officers import DEVICES, OFFICERS
from patrol.api.tables.patrols import PATROLS
from patrol.api.tables.quality import NEVER_SIGNED_IN, PLOTS, SEGMENTS
from patrol.api.tables.works import WORK_EVENTS, WORKS

TABLES: tuple[Table, ...] = (
    ISSUES,
    EVENTS,
    PATROLS,
    WORKS,
    WORK_EVENTS,
    OFFICERS,
    DEVICES,
    DIVISIONS,
    AUDIT,
    SEGMENTS,
    PLOTS,
    NEVER_SIGNED_IN,
    CHANGE_SETS,
    *DUTIES.values(),
)
