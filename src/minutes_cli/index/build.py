"""`minutes index`: an archive to an index, in parallel, again and again, whatever happens in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from minutes_cli import __version__
from minutes_cli.errors import SourceError, UsageError
from minutes_cli.index.changes import Changes, Plan
from minutes_cli.index.export import FORMATS, errors
from minutes_cli.index.lock import locked
from minutes_cli.index.pool import Pool
from minutes_cli.index.reading import Job, Outcome, Reader
from minutes_cli.index.request import Progress, Report, Request, Summary
from minutes_cli.index.sections import duplicates
from minutes_cli.index.store import Store, connect
from minutes_cli.index.walk import Found, walk
from minutes_cli.index.workshop import Workshop, explain

GENERATOR = f"minutes {__version__}"
BATCH_FILES = 64
BATCH_BYTES = 256 << 10
COMMIT_FILES = 2048
"""Files after which the work is committed: what a killed run may have to do again."""
FEW = 16
"""So many files are read here rather than by workers, which take longer to start."""


def build(request: Request, report: Report = lambda _: None) -> Summary:
    """Bring the index up to date with the archive.

    Raises UsageError for outputs that make no sense, SourceError where there is nothing to index, BusyError where
    another run is at work, WriteError where the disk is full or the folder may not be written to. Files that cannot
    be read are errors in the index.
    """
    workshop = Workshop.of(request.outputs)
    folder = workshop.store.absolute().parent
    try:
        with ExitStack() as stack:
            for lock in workshop.locks:
                stack.enter_context(locked(lock))
            return _Build(request, workshop, report).run()
    except OSError as error:
        raise explain(folder, error) from error
    except sqlite3.OperationalError as error:
        raise explain(folder, reason=str(error)) from error


@dataclass
class _Build:
    request: Request
    workshop: Workshop
    report: Report

    def run(self) -> Summary:
        """See what changed; if anything did, work on the partial store and put it in place of the present one."""
        self.fingerprint = self.request.recipe.fingerprint
        if self.request.fresh:
            self.workshop.discard_partial()
        store, is_partial = self._begin()
        try:
            changes = Changes(store)
            changes.note_walk(self._walk())
            plan = changes.plan(self.fingerprint)
            self._refuse_nothing(changes, store, plan, is_partial)
            if plan.is_current and not is_partial:
                return self._freshen_exports(store, plan)
            if not is_partial:
                copy = self._copy()
                changes = changes.moved_to(copy)
                store.close()
                store = copy
                changes.plan(self.fingerprint)
            return self._renew(store, changes, plan)
        finally:
            store.close()

    def _begin(self) -> tuple[Store, bool]:
        """The store to compare with, and whether it is one to work on: what a former run left, or a new one."""
        workshop = self.workshop
        if workshop.partial.exists():
            store = self._usable(workshop.partial, writable=True)
            if store is not None and store.is_sound():
                return store, True
            workshop.discard_partial()
        if workshop.store.exists():
            store = self._usable(workshop.store, writable=False)
            if store is not None and not self.request.fresh:
                return store, False
        return Store.create(workshop.partial, full_text=workshop.full_text), True

    def _usable(self, path: Path, *, writable: bool) -> Store | None:
        """The store at `path`, or None where it is one of another version. Never takes what is not ours for old."""
        try:
            store = Store(connect(path, writable=writable))
        except SourceError as error:
            if error.code == "index_version" or writable:
                return None
            message = f"{path} is there and is no index; name another file, or remove it"
            raise UsageError(message, code="index_foreign", details={"path": str(path)}) from error
        return store if store.full_text == self.workshop.full_text else None

    def _walk(self) -> Iterator[Found]:
        """The files of the archive, without the outputs themselves."""
        own = self.workshop.own_files
        names = {path.name for path in own}
        for found in walk(self.request.paths, self.request.wanted):
            if found.path.rpartition("/")[2] not in names or Path(found.path).absolute() not in own:
                yield found

    def _refuse_nothing(self, changes: Changes, store: Store, plan: Plan, is_partial: bool) -> None:
        """An archive in which there is no file at all is a slip, or a share that is away: keep the index."""
        if plan.files > plan.failed:
            return
        message = "there is no document in what was named; check the path, or use --include"
        error = SourceError(message, code="archive_empty")
        if plan.failed:
            path, code, message = changes.first_failure()
            known = {"missing": "archive_missing", "permission": "archive_closed"}
            error = SourceError(f"{path}: {message}", code=known.get(code, "archive_away"), details={"path": path})
        if is_partial and not store.document_count():
            store.close()
            self.workshop.discard_partial()
        raise error

    def _copy(self) -> Store:
        self.workshop.begin_partial()
        return Store(connect(self.workshop.partial, writable=True))

    def _renew(self, store: Store, changes: Changes, plan: Plan) -> Summary:
        store.prepare_for_writing()
        store.begin()
        changes.remove_vanished()
        progress = Progress(plan.to_read)
        try:
            for outcomes in self._outcomes(changes, plan):
                store.take(outcomes, self.fingerprint)
                self._count(progress, outcomes)
                if progress.done // COMMIT_FILES > (progress.done - len(outcomes)) // COMMIT_FILES:
                    store.commit()
                    store.begin()
        except KeyboardInterrupt:
            store.commit()
            raise
        store.add_indexes()
        store.note("generator", GENERATOR)
        store.note("engine", self.request.recipe.engine)
        store.commit()
        self._export(store, self.workshop.exports)
        summary = self._summary(store, plan, progress)
        store.finish()
        self.workshop.finish()
        return summary

    def _outcomes(self, changes: Changes, plan: Plan) -> Iterator[list[Outcome]]:
        batches = _batches(changes.jobs(self.fingerprint))
        reader = Reader(self.request.recipe, full_text=self.workshop.full_text)
        if self.request.jobs == 1 or plan.to_read <= FEW:
            yield from map(reader, batches)
            return
        reader.warm_up()
        with Pool(reader, min(self.request.jobs, -(-plan.to_read // FEW))) as pool:
            yield from pool.run(batches)

    def _count(self, progress: Progress, outcomes: Sequence[Outcome]) -> None:
        progress.done += len(outcomes)
        progress.parsed += sum(outcome.row is not None for outcome in outcomes)
        progress.failed += sum(outcome.code is not None for outcome in outcomes)
        self.report(progress)

    # --- exports -----------------------------------------------------------------------------------------------------

    def _freshen_exports(self, store: Store, plan: Plan) -> Summary:
        """Nothing changed: write only the exports that are missing or were changed by somebody else."""
        stale = [path for path in self.workshop.exports if store.meta(_mark_key(path)) != _mark(path)]
        if stale:
            store.close()
            store = Store(connect(self.workshop.store, writable=True))
            self._export(store, stale)
        summary = self._summary(store, plan, Progress(0), is_renewed=bool(stale))
        store.close()
        return summary

    def _export(self, store: Store, paths: Iterable[Path]) -> None:
        for path in paths:
            pieces = FORMATS[path.suffix.lower()](store.connection, GENERATOR)
            self.workshop.write(path, pieces)
            store.note(_mark_key(path), _mark(path))

    def _summary(self, store: Store, plan: Plan, progress: Progress, *, is_renewed: bool = True) -> Summary:
        groups = duplicates(store.connection)
        first = list(islice(groups, self.request.examples))
        return Summary(
            files=plan.files,
            parsed=progress.parsed,
            unchanged=plan.files - store.error_count() - progress.parsed,
            removed=plan.vanished,
            failed=store.error_count(),
            errors=list(islice(errors(store.connection), self.request.examples)),
            duplicates=first,
            duplicate_count=len(first) + sum(1 for _ in groups),
            is_renewed=is_renewed,
        )


def _mark_key(path: Path) -> str:
    return f"export {path.absolute()}"


def _mark(path: Path) -> str:
    """What an export looks like from outside: it is current as long as that has not changed."""
    try:
        info = path.stat()
    except FileNotFoundError:
        return "missing"
    return f"{info.st_size} {info.st_mtime_ns}"


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs by the batch: few enough that none keeps the others waiting, enough that handing them out costs little."""
    batch: list[Job] = []
    total = 0
    for job in jobs:
        batch.append(job)
        total += job.state[0]
        if len(batch) >= BATCH_FILES or total >= BATCH_BYTES:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
