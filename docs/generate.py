"""Writes what is generated: the JSON Schema, the page of commands from their own help, the screens in the READMEs.

A block of the READMEs behind ``<!-- run -->`` holds commands (lines that begin with ``$ ``) and what they print; with
``lines=N`` only the first N lines of it. Tests compare all of it with what the program does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema" / "minutes.schema.json"
COMMANDS = ROOT / "docs" / "commands.md"
READMES = {ROOT / "README.md": "C.UTF-8", ROOT / "README.zh-CN.md": "zh_CN.UTF-8"}

_BLOCK = re.compile(r"(?P<head><!-- run(?: lines=(?P<lines>\d+))? -->\n```console\n)(?P<body>.*?)```", re.DOTALL)


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


def with_screens(text: str, locale: str) -> str:
    """`text` with the output of every marked block made anew, in `locale`."""

    def again(block: re.Match[str]) -> str:
        commands = [line for line in block["body"].splitlines() if line.startswith("$ ")]
        most = int(block["lines"] or 0)
        return f"{block['head']}{''.join(_screen(command, most, locale) for command in commands)}```"

    return _BLOCK.sub(again, text)


def missing_tools(text: str) -> set[str]:
    """Programs the marked blocks of `text` call that are not on this machine."""
    blocks = "".join(block["body"] for block in _BLOCK.finditer(text))
    return {tool for tool in ("jq",) if f"| {tool} " in blocks and shutil.which(tool) is None}


def _screen(command: str, most: int, locale: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "LC_ALL": locale, "COLUMNS": "80", "PATH": path}
    done = subprocess.run(
        ["bash", "-c", command.removeprefix("$ ")],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    lines = (done.stdout + done.stderr).splitlines()
    shown = [*lines[:most], "…"] if 0 < most < len(lines) else lines
    return "".join(f"{line.rstrip()}\n" for line in [command, *shown])


if __name__ == "__main__":
    for page, locale in READMES.items():
        page.write_text(with_screens(page.read_text("utf-8"), locale), encoding="utf-8")
    SCHEMA.write_text(minutes("schema"), encoding="utf-8")
    COMMANDS.write_text(commands_page(), encoding="utf-8")
