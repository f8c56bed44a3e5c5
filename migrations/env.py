"""Runs the migrations on the address it is given, or on DATABASE_URL."""

import os
import re

from alembic import context
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
        context.run_migrations()
