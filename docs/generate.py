"""Writes what is generated: the JSON Schema, and the page of commands from their own help. Tests compare both."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema" / "minutes.schema.json"
COMMANDS = ROOT / "docs" / "commands.md"


def minutes(*arguments: str) -> str:
    """What `minutes ARGUMENTS…` prints, in English and 80 columns wide."""
    env = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "minutes_cli", *arguments], env=env, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


def commands_page() -> str:
    """The page of commands: the help of each, as the program prints it."""
    from minutes_cli.cli.app import COMMANDS as commands

    parts = [
        "# Commands",
        "Written by `make docs` from the program's own help; a test compares the two.",
        f"```text\n{minutes('--help').rstrip()}\n```",
    ]
    for name in commands:
        parts += [f"## minutes {name}", f"```text\n{minutes(name, '--help').rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(minutes("schema"), encoding="utf-8")
    COMMANDS.write_text(commands_page(), encoding="utf-8")
