"""The distributed engine: the rows of a local run, each once, also when a worker is killed in mid-run."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from minutes_cli.index.distributed import Scaled, index_distributed
from minutes_cli.index.reading import Recipe

pytest.importorskip("distributed", reason="the extra [scale] is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask and its dependencies warn about themselves

ORDER = "2019年7月{day}日，馆长林知远主持召开馆务会。会议要求，一要整理书库，8月{day}日前完成；二要修缮门窗。\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for day in range(1, 25):
        (folder / f"{day:02}.txt").write_text(ORDER.format(day=day) * 20, "utf-8")
    (folder / "broken.txt").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))
    return folder


def rows(target: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    from pyarrow import parquet

    found = [row for part in sorted((target / table).glob("*.parquet")) for row in parquet.read_table(part).to_pylist()]
    return sorted(tuple(row[column] for column in columns) for row in found)


def run_engine(archive: Path, target: Path, **more: Any) -> Scaled:
    return index_distributed([str(archive)], str(target), Recipe(exact=True), jobs=2, size=4, **more)


def test_the_rows_are_those_of_a_local_run(archive: Path, tmp_path: Path, run: Run) -> None:
    target, local = tmp_path / "out", tmp_path / "local.sqlite"
    assert run_engine(archive, target) == Scaled(25, 7, 7, 0, 0, 1)
    assert run("index", archive, "-o", local, "--exact").code == 4
    with sqlite3.connect(local) as connection:
        for table, columns in {
            "documents": "path, date, kind, sha256",
            "directives": "id, heading, span_start, span_end",
            "deadlines": "due, directive, span_start",
            "keywords": "term, weight, span_start",
            "errors": "path, code, message",
        }.items():
            known = sorted(connection.execute(f"SELECT {columns} FROM {table}"))
            assert rows(target, table, *columns.split(", ")) == known, table


def test_a_second_run_reads_what_changed(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    run_engine(archive, target)
    assert run_engine(archive, target) == Scaled(25, 7, 0, 25, 0, 1)
    (archive / "01.txt").write_text(ORDER.format(day=30), "utf-8")
    again = run_engine(archive, target)
    assert (again.written, again.removed, again.unchanged) == (1, 1, 21)
    assert len(rows(target, "documents", "path")) == 24
    assert not list(target.rglob(".*"))


def test_a_killed_worker_loses_and_doubles_nothing(archive: Path, tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    whole, target = tmp_path / "whole", tmp_path / "out"
    run_engine(archive, whole)
    killed = []

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):

        def kill(count: int, _all: int) -> None:
            if count == 2:
                victim = next(iter(client.run(os.getpid).values()))
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

        run_engine(archive, target, client=client, report=kill)
    assert killed
    for table in ("documents", "directives", "minutes", "errors"):
        column = {"documents": "path", "directives": "heading", "minutes": "json", "errors": "path"}[table]
        assert rows(target, table, column) == rows(whole, table, column)


def test_two_outputs_are_a_slip(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("index", "--engine", "dask", archive, "-o", tmp_path / "a", "-o", tmp_path / "b")
    assert done.code == 2
    assert "one folder" in done.err
