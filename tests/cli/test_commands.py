"""The table of commands: each is found under its name, and brings along only what it needs."""

import subprocess
import sys

import click
import pytest

from patrol.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_found_under_its_own_name_and_says_what_it_does(name):
    command = main.get_command(click.Context(main), name)
    assert command.name == name
    assert command.get_short_help_str()


def test_a_command_brings_no_drawing_printing_or_server_along():
    asked = "from patrol.cli import main; main(['officer', '--help'], standalone_mode=False)"
    heavy = "import sys; print({'matplotlib', 'weasyprint', 'flask', 'docxtpl'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", f"{asked}\n{heavy}"], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")


def test_the_server_brings_no_drawing_printing_or_compiling_of_forms_along():
    heavy = "{'matplotlib', 'weasyprint', 'pyxform', 'morecantile', 'pydantic'}"
    asked = f"import sys; import patrol.app; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")
