"""Runs the migrations on the address it is given, or on DATABASE_URL."""

import os
import re

from alembic import context
from alembic.script import ScriptDirectory
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from patrol.db import driver_url
from patrol.models import Base

PARTITION = re.compile(r"^(patrol|segment_visit|plot_visit)_\d{4}_\d{2}$")


def ours(thing, name, kind, reflected, compare_to):
    """Leave PostGIS's own tables, the monthly partitions and the queue of jobs out of comparisons."""
    if kind == "table" and (name == "spatial_ref_sys" or name.startswith("procrastinate_") or PARTITION.match(name)):
        return False
    return alembic_helpers.include_object(thing, name, kind, reflected, compare_to)


# Columns that a view reads cannot be changed: the views for GIS programs go, and the application makes them anew.
DROP_VIEWS = """
DO $$ DECLARE each text; BEGIN
  FOR each IN SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('gis_views') AND relkind = 'v' LOOP
    EXECUTE format('DROP VIEW IF EXISTS gis_views.%I CASCADE', each);
  END LOOP;
  IF to_regnamespace('gis_views') IS NOT NULL THEN COMMENT ON SCHEMA gis_views IS NULL; END IF;
END $$
"""


def will_move() -> bool:
    """Whether the schema is about to change."""
    newest = set(ScriptDirectory.from_config(context.config).get_heads())
    going_down = context.config.attributes.get("downwards", False)
    return going_down or set(context.get_context().get_current_heads()) != newest


url = context.config.attributes.get("url") or driver_url(os.environ["DATABASE_URL"])
with create_engine(url, poolclass=NullPool).connect() as connection:
    # A migration that cannot get its lock soon gives way to the patrols that are coming in.
    connection.execute(text("SET lock_timeout = '10s'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=ours,
        compare_type=True,
        render_item=alembic_helpers.render_item,
        process_revision_directives=alembic_helpers.writer,
    )
    with context.begin_transaction():
        if will_move():
            connection.execute(text(DROP_VIEWS))
        context.run_migrations()
