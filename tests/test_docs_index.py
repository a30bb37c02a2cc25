"""The page about the index: every command, query and piece of Python on it is run, every table is named."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "index.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line]
QUERIES = [query for block in blocks("sql") for query in block.split(";") if query.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, in which the commands of the page have been run, one after another."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "samples", folder / "samples")
    program = folder / "bin" / "minutes"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m minutes_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    for command in COMMANDS:
        done = subprocess.run(
            ["sh", "-c", command], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr.decode())
    return folder


pytestmark = pytest.mark.skipif(os.name == "nt", reason="the page's commands are for a Unix shell")


def test_there_is_something_to_run() -> None:
    assert len(COMMANDS) >= 7
    assert len(QUERIES) >= 9


@pytest.mark.parametrize("query", QUERIES)
def test_queries(folder: Path, query: str) -> None:
    connection = sqlite3.connect(folder / "archive.sqlite")
    try:
        assert connection.execute(query).fetchall(), "the samples should have an answer"
    finally:
        connection.close()


@pytest.mark.parametrize("program", blocks("python"))
def test_python(folder: Path, program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_every_table_is_described(folder: Path) -> None:
    described = {
        name: re.findall(r"`(\w+)`", columns)
        for name, columns in re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE)
    }
    connection = sqlite3.connect(folder / "archive.sqlite")
    try:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB 'full_text*'"
        ).fetchall()
        found = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for (name,) in names}
    finally:
        connection.close()
    assert described == found
