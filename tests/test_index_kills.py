"""An index run killed at any moment: the former index stays whole, and the next run ends as if nothing had happened.

Ten kills by default; `MINUTES_KILLS=200 pytest tests/test_index_kills.py` for a long evening.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import minutes_text, write_archive

KILLS = int(os.environ.get("MINUTES_KILLS", "10"))
FILES = 96
STORE, EXPORT, NEVER_KILLED = "i.sqlite", "i.json", "never-killed.json"

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")

_HIT = """
import os
from minutes_cli.index.store import Store
commit = Store.commit
def commit_and_be_hit(store):
    commit(store)
    Store.commit = commit
    os.kill(os.getpid(), {signal})
Store.commit = commit_and_be_hit
"""


class Harness:
    """Runs `minutes index` in a folder of its own, and kills it when told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, *outputs: str, hit_by: signal.Signals | None = None) -> subprocess.Popen[bytes]:
        """Start a run; `hit_by` is the signal it gets when its first documents are committed."""
        # Small commits and batches, so that a kill finds the run at every kind of work.
        script = (
            "import minutes_cli.index.build as build; build.COMMIT_FILES = 32; build.BATCH_FILES = 8\n"
            f"{_HIT.format(signal=int(hit_by)) if hit_by else ''}"
            "from minutes_cli.cli import main; main()"
        )
        arguments = [argument for output in outputs for argument in ("-o", output)]
        return subprocess.Popen(
            [sys.executable, "-c", script, "index", "papers", "--jobs", "2", *arguments],
            cwd=self.folder,
            stderr=subprocess.PIPE,
        )

    def finish(self, *outputs: str) -> float:
        """Run to the end; how long it took."""
        start = time.monotonic()
        process = self.start(*outputs)
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 0, stderr.decode()
        return time.monotonic() - start

    def kill_after(self, seconds: float) -> bool:
        """Start a run and kill it, or a worker of its; whether it was still at work."""
        process = self.start(STORE, EXPORT)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)  # returns when the workers have gone too, who hold the pipe
            return True
        process.communicate()
        assert process.returncode == 0
        return False

    def change(self, dice: random.Random, kill: int) -> None:
        """Change, add and remove some documents."""
        paths = sorted((self.folder / "papers").rglob("*.txt"))
        for path in dice.sample(paths, 20):
            path.write_text(minutes_text(1000 * (kill + 1) + dice.randrange(1000)), encoding="utf-8")
        for path in dice.sample(paths, 3):
            path.unlink()
        write_archive(self.folder / "papers", 3, first=10_000 + 3 * kill)

    def documents(self, name: str) -> list[tuple[str, str]]:
        """Path and hash of every document of an index, which must be whole."""
        connection = sqlite3.connect(self.folder / name)
        try:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return connection.execute("SELECT path, sha256 FROM documents ORDER BY path").fetchall()
        finally:
            connection.close()


def test_kills(tmp_path: Path) -> None:
    harness = Harness(tmp_path)
    write_archive(tmp_path / "papers", FILES)
    duration = harness.finish(STORE, EXPORT)
    former, export = harness.documents(STORE), (tmp_path / EXPORT).read_bytes()
    dice = random.Random(20190731)
    hits = 0
    for kill in range(KILLS):
        harness.change(dice, kill)
        hits += harness.kill_after(dice.uniform(0, duration))
        present = harness.documents(STORE)
        assert present == former or not (tmp_path / f".{STORE}.partial").exists()
        if (tmp_path / EXPORT).read_bytes() == export:
            assert present == former
        if dice.random() < 0.5:  # else the next run is killed too, on what this one has left
            harness.finish(STORE, EXPORT)
            harness.finish(NEVER_KILLED)
            assert (tmp_path / EXPORT).read_bytes() == (tmp_path / NEVER_KILLED).read_bytes()
            for path in (tmp_path / NEVER_KILLED, tmp_path / f".{NEVER_KILLED}.state"):
                path.unlink()
            assert sorted(path.name for path in tmp_path.iterdir()) == [EXPORT, STORE, "papers"]
        former, export = harness.documents(STORE), (tmp_path / EXPORT).read_bytes()
    assert hits >= KILLS // 2, "the kills came too late to test anything"


def test_a_first_run_that_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    harness = Harness(tmp_path)
    write_archive(tmp_path / "papers", FILES)
    harness.start(STORE, EXPORT, hit_by=signal.SIGKILL).communicate()
    partial = tmp_path / f".{STORE}.partial"
    assert not (tmp_path / STORE).exists()
    assert partial.exists()
    harness.finish(STORE, EXPORT)
    harness.finish(NEVER_KILLED)
    assert (tmp_path / EXPORT).read_bytes() == (tmp_path / NEVER_KILLED).read_bytes()


def test_an_interrupted_run_keeps_its_work(tmp_path: Path) -> None:
    harness = Harness(tmp_path)
    write_archive(tmp_path / "papers", FILES)
    process = harness.start(STORE, hit_by=signal.SIGINT)
    partial = tmp_path / f".{STORE}.partial"
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr
    assert harness.documents(partial.name)
    harness.finish(STORE)
    assert len(harness.documents(STORE)) == FILES
