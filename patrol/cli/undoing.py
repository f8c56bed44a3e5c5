"""`bin/patrol undo`: an import, or any other change set, undone."""

import click

from patrol import db, editing
from patrol.cli.connecting import connect


@click.command()
@click.argument("number", metavar="SET", type=click.IntRange(min=1))
def undo(number: int) -> None:
    """Undo change set SET (an import's report names its number): every feature is again what it was before.

    Nothing is done where a record hangs on what it created, or where something changed again afterwards. Undoing the
    undo does it again.
    """
    settings = connect()
    with db.transaction() as session:
        undone = editing.undo(session, None, number, settings)
    click.echo(f"变更集 {number} 已撤销：{undone.features} 个要素；新变更集 {undone.change_set}")
