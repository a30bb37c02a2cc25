"""`minutes index --engine dask`: the same parse on many machines, written as Parquet.

An optional extra (``[scale]``). The engine is Dask distributed: a worker that dies loses nothing, its tasks are given
to another, and since a partition's files have fixed names nothing is written twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from minutes_cli.errors import MinutesError
from minutes_cli.index.partitions import (
    FILES_A_PARTITION,
    MARKS,
    TABLES,
    Done,
    Partition,
    list_files,
    partition,
    write_partition,
)
from minutes_cli.index.reading import Recipe
from minutes_cli.index.walk import DOCUMENTS

_RETRIES = 5


class Scaled(NamedTuple):
    """How a run went."""

    files: int
    partitions: int
    written: int
    unchanged: int
    removed: int
    failed: int


def index_distributed(
    paths: Iterable[str],
    target: str,
    recipe: Recipe,
    *,
    jobs: int,
    scheduler: str | None = None,
    size: int = FILES_A_PARTITION,
    report: Callable[[int, int], None] | None = None,
    client: Any = None,
) -> Scaled:
    """Index `paths` into Parquet below the folder `target`. What is marked as done is not read again.

    `scheduler` is the address of a running Dask scheduler; without one, `jobs` local processes are started. `client`
    is for callers that have one. Raises MinutesError where the extra is not installed.
    """
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError:
        raise MinutesError("--engine dask needs more packages; install them with: pip install 'jiyao[scale]'") from None

    target = target.rstrip("/")
    files = list_files(paths, DOCUMENTS)
    parts = {part.name: part for part in partition(files, recipe, size)}
    marks = _marks(target)
    open_parts = [part for name, part in parts.items() if name not in marks]
    done = [marks[name] for name in parts if name in marks]
    unchanged = sum(mark.files for mark in done)
    cluster = None
    try:
        if client is None and open_parts:
            if scheduler is None:
                cluster = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50)
            client = Client(scheduler or cluster)
        if open_parts:
            futures = [client.submit(_work, part, recipe, target, retries=_RETRIES, pure=False) for part in open_parts]
            for count, future in enumerate(as_completed(futures), 1):
                done.append(Done(*future.result()))
                if report is not None:
                    report(count, len(futures))
    finally:
        if cluster is not None:
            client.close()
            cluster.close()
    removed = _remove(target, set(marks) - set(parts))
    failed = sum(one.failed for one in done)
    return Scaled(len(files), len(parts), len(open_parts), unchanged, removed, failed)


def _work(part: Partition, recipe: Recipe, target: str) -> tuple[Any, ...]:
    """What is sent to a worker: plain values there and back."""
    return tuple(write_partition(part, recipe, target))


def _marks(target: str) -> dict[str, Done]:
    from fsspec.core import url_to_fs

    filesystem, path = url_to_fs(f"{target}/{MARKS}")
    found = {}
    for name in filesystem.glob(f"{path}/*.json"):
        try:
            mark = Done(**json.loads(filesystem.cat_file(name)))
        except (ValueError, TypeError):
            continue  # half a mark is none
        found[mark.name] = mark
    return found


def _remove(target: str, names: set[str]) -> int:
    """Take away partitions whose files changed or vanished: the mark first, then what it vouched for."""
    from fsspec.core import url_to_fs

    for name in sorted(names):
        for url in (f"{target}/{MARKS}/{name}.json", *(f"{target}/{table}/{name}.parquet" for table in TABLES)):
            filesystem, path = url_to_fs(url)
            if filesystem.exists(path):
                filesystem.rm_file(path)
    return len(names)
