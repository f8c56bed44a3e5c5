"""The queue of jobs moves in, as its library lays it out.

Revision 20261124_jobs, after 20261124_catalogue.
"""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "20261124_jobs"
down_revision = "20261124_catalogue"

REMOVE = """
DO $$
DECLARE thing text;
BEGIN
    FOR thing IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relname LIKE 'procrastinate\\_%' LOOP
        EXECUTE 'DROP TABLE ' || thing || ' CASCADE';
    END LOOP;
    FOR thing IN SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE 'DROP FUNCTION ' || thing || ' CASCADE';
    END LOOP;
    FOR thing IN SELECT oid::regtype FROM pg_type WHERE typname LIKE 'procrastinate\\_%' AND typcategory IN ('E', 'C') LOOP
        EXECUTE 'DROP TYPE ' || thing || ' CASCADE';
    END LOOP;
END $$
"""


def upgrade() -> None:
    """Make the tables and functions of the queue."""
    _run(SchemaManager.get_schema())


def downgrade() -> None:
    """Take them away with all jobs."""
    _run(REMOVE)


def _run(statements: str) -> None:
    # past SQLAlchemy, which would look for parameters behind each per cent sign
    op.get_bind().connection.driver_connection.execute(statements)
