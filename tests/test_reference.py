"""docs/command.md says what the commands' own help says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from embedparse.cli import main

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "command.md").read_text("utf-8")
COMMANDS = main.list_commands(click.Context(main))


def test_the_reference_is_up_to_date() -> None:
    script = ROOT / "scripts" / "build_reference.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_named_under_it(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    section = re.split(r"^## ", PAGE, flags=re.M)[1:]
    text = next(part for part in section if part.startswith(f"embedparse {name}\n"))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.opts[-1] in text, parameter.opts
