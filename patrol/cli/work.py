"""`bin/patrol work`: the jobs, apart from `bin/patrol serve`, which does them itself."""

import click

from patrol.cli.connecting import locate
from patrol.jobs import worker


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
def work(once: bool) -> None:
    """Do the jobs until Ctrl-C; for a machine of its own."""
    worker.work(locate(), wait=not once)
