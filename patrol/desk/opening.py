"""Opening schema `gis_views`: views are made anew and rights given when what is published has changed."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from gis.styles import projects, qml
from patrol.config import Settings
from patrol.desk import editing, stored
from patrol.desk.figures import FIGURES, functions
from patrol.desk.looks import look
from patrol.desk.projects import over_postgis
from patrol.desk.reaching import reached
from patrol.desk.views import SCHEMA, View, views

READERS, EDITORS = "patrol_gis", "patrol_gis_edit"
SCOPED_TABLES = frozenset({"division", "river_segment", "forest_plot", "zoning_unit", "issue", "forestry_work"})
UNSCOPED_TABLES = frozenset({"river"})
"""What the views read: rows of the former are scoped by a policy, the names of rivers are everybody's."""

# By which the database dates what it keeps itself: what was edited in GIS programs like all else.
TODAY = """
CREATE OR REPLACE FUNCTION county_today() RETURNS date LANGUAGE sql STABLE
AS $$ SELECT (now() AT TIME ZONE '{zone}')::date $$
"""
# The columns that the views read and no others: what a GIS user may ask of the tables below is what the views show.
READ = f"""
SELECT c.relname AS name, string_agg(DISTINCT quote_ident(a.attname), ', ') AS columns
FROM pg_class v
JOIN pg_rewrite r ON r.ev_class = v.oid
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_class c ON c.oid = d.refobjid AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'spatial_ref_sys'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid AND a.attnum > 0
WHERE v.relnamespace = '{SCHEMA}'::regnamespace AND v.relkind = 'v'
GROUP BY c.relname
"""
# Functions of the application itself; those of PostGIS belong to an extension.
OWN_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND pg_has_role(p.proowner, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def open_views(session: Session, settings: Settings) -> bool:
    """Make schema `gis_views` what the application publishes now; False when it was so already.

    Comments are the memory: that of the schema is the digest of what is in it."""
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('gis_views'))"))
    shown = views(settings)
    made = [TODAY.format(zone=settings.timezone.key), *functions(settings), *editing.functions(settings)]
    statements = [*made, *(each for view in shown for each in view.statements())]
    groups = _groups(session)
    styles = {view.name: qml(look(view.name, view.columns, view.written)) for view in shown}
    project = over_postgis(session, shown, reached(settings), "")
    document = projects.project(project)
    digest = hashlib.sha256("\n".join([*statements, *groups, *styles.values(), document]).encode()).hexdigest()
    if session.scalar(text(f"SELECT obj_description('{SCHEMA}'::regnamespace)")) == digest:
        return False
    for statement in [*_old_views(session), *statements]:
        _run(session, statement)
    stored.store_styles(session, styles)
    stored.store_project(session, project.title, projects.packed(document, project.title))
    if READERS in groups:
        _give_rights(session, shown)
    _run(session, f"COMMENT ON SCHEMA {SCHEMA} IS '{digest}'")
    return True


def _groups(session: Session) -> list[str]:
    """The groups of GIS users that this database server knows: none before the first GIS user is let in."""
    known = text("SELECT rolname FROM pg_roles WHERE rolname IN (:readers, :editors) ORDER BY rolname")
    return list(session.scalars(known, {"readers": READERS, "editors": EDITORS}))


def _old_views(session: Session) -> Iterator[str]:
    found = text(f"SELECT relname FROM pg_class WHERE relnamespace = '{SCHEMA}'::regnamespace AND relkind = 'v'")
    for name in session.scalars(found).all():
        yield f"DROP VIEW IF EXISTS {SCHEMA}.{name} CASCADE"


def _give_rights(session: Session, shown: list[View]) -> None:
    for name in session.scalars(text(OWN_FUNCTIONS)).all():
        _run(session, f"REVOKE EXECUTE ON ROUTINE {name} FROM PUBLIC")
    _run(session, f"GRANT USAGE ON SCHEMA {SCHEMA} TO {READERS}")
    _run(session, f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC")
    for name in ("scope", *FIGURES):
        _run(session, f"GRANT EXECUTE ON FUNCTION {SCHEMA}.{name}() TO {READERS}")
    _run(session, f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READERS}")
    for table, columns in session.execute(text(READ)).all():
        if table not in SCOPED_TABLES | UNSCOPED_TABLES:
            raise LookupError(f"a view of {SCHEMA} reads {table}, whose rows nothing scopes")
        _run(session, f"REVOKE ALL ON public.{table} FROM {READERS}")
        _run(session, f"GRANT SELECT ({columns}) ON public.{table} TO {READERS}")
    for view in shown:
        if view.editable and EDITORS in _groups(session):
            _run(session, f"GRANT INSERT, UPDATE, DELETE ON {SCHEMA}.{view.name} TO {EDITORS}")


def _run(session: Session, statement: str) -> None:
    """Run a statement as it stands: colons and per cent signs in it are its own."""
    session.connection().exec_driver_sql(statement.replace("%", "%%"))
