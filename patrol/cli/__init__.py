"""The command line: one file a noun. What is refused is said in words, with exit status 1."""

import click

from patrol.cli.assessment import assessment
from patrol.cli.bulletins import bulletin
from patrol.cli.casework import deadline, holiday, issue
from patrol.cli.db import db
from patrol.cli.demo import demo
from patrol.cli.devices import device
from patrol.cli.exporting import export
from patrol.cli.forestry import scheme, season, works
from patrol.cli.gis_users import gis_user
from patrol.cli.importing import import_
from patrol.cli.officers import assign, officer
from patrol.cli.photos import photo
from patrol.cli.rules import rescore, rule
from patrol.cli.serve import serve
from patrol.cli.signboards import signboards
from patrol.cli.targets import target
from patrol.cli.tracks import track
from patrol.cli.undoing import undo
from patrol.cli.work import work
from patrol.environment import BadSetting
from patrol.errors import Refusal
from patrol.messages import MESSAGES, t

COMMANDS = (
    serve,
    work,
    demo,
    db,
    import_,
    export,
    officer,
    assign,
    gis_user,
    device,
    target,
    holiday,
    deadline,
    issue,
    signboards,
    photo,
    track,
    rule,
    rescore,
    assessment,
    bulletin,
    season,
    scheme,
    works,
    undo,
)


class Worded(click.Group):
    """Says a refusal as a sentence instead of a trace."""

    def invoke(self, ctx: click.Context):
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(_sentences(refusal)) from refusal
        except BadSetting as wrong:
            raise click.ClickException(str(wrong)) from wrong


def _sentences(refusal: Refusal) -> str:
    lines = [t(refusal.key, **refusal.params)]
    for field, said in refusal.errors.items():
        key, params = said if isinstance(said, tuple) else (str(said), {})
        lines.append(f"  {field}: {t(key, **params) if key in MESSAGES else key}")
    return "\n".join(lines)


@click.group(cls=Worded)
def main() -> None:
    """Shanhe Patrol 山河巡护."""


for command in COMMANDS:
    main.add_command(command)
