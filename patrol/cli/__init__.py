"""The command line: one file a noun. What is refused is said in words, with exit status 1."""

from importlib import import_module

import click

from patrol.environment import BadSetting
from patrol.errors import Refusal
from patrol.messages import MESSAGES, t

# a command's name to where it stands: only the one that was asked for is read, others bring drawing and printing along
COMMANDS = {
    "serve": "serve.serve",
    "work": "work.work",
    "demo": "demo.demo",
    "db": "db.db",
    "import": "importing.import_",
    "export": "exporting.export",
    "officer": "officers.officer",
    "assign": "officers.assign",
    "gis-user": "gis_users.gis_user",
    "device": "devices.device",
    "target": "targets.target",
    "holiday": "casework.holiday",
    "deadline": "casework.deadline",
    "issue": "casework.issue",
    "signboards": "signboards.signboards",
    "photo": "photos.photo",
    "track": "tracks.track",
    "rule": "rules.rule",
    "rescore": "rules.rescore",
    "assessment": "assessment.assessment",
    "bulletin": "bulletins.bulletin",
    "season": "forestry.season",
    "scheme": "forestry.scheme",
    "forestry": "forestry.works",
    "undo": "undoing.undo",
}


class Worded(click.Group):
    """Reads a command when it is asked for, and says a refusal as a sentence instead of a trace."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(".")
        return getattr(import_module(f"{__name__}.{module}"), name)

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
