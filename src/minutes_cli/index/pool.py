"""Worker processes that may be killed: no result is lost, none is there twice, and they come in order.

`ProcessPoolExecutor` loses every result not yet collected when one worker dies, and does not say whose fault it was.
Here each worker has one batch at a time over a pipe of its own: when it dies, that batch is known. It is given to a
new worker; when that one dies too, file by file; and a file that kills two workers alone is reported as what it is.
"""

from __future__ import annotations

import contextlib
import marshal
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from minutes_cli.index.reading import Job, Outcome

Work = Callable[[Sequence[Job]], list[Outcome]]

AHEAD = 4
"""Batches a worker may be ahead of the one that is waited for: what bounds memory."""
ATTEMPTS = 2


@dataclass
class _Task:
    """A batch, or a part of one: which, what, and how many workers it has cost."""

    batch: int
    jobs: Sequence[Job]
    attempts: int = 0


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: _Task | None = None


@dataclass
class _Batch:
    """What is still out of a batch, and what has come back."""

    missing: int
    outcomes: list[Outcome] = field(default_factory=list)


class Pool:
    """`jobs` worker processes, started at once. Use it as a context, so that they end with it."""

    def __init__(self, work: Work, jobs: int) -> None:
        self._work = work
        self._is_forking = sys.platform == "linux"
        self._context = (
            multiprocessing.get_context("fork") if self._is_forking else multiprocessing.get_context("spawn")
        )
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._open: dict[int, _Batch] = {}

    def __enter__(self) -> Pool:
        for _ in range(self._jobs):
            self._workers.append(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def run(self, batches: Iterable[Sequence[Job]]) -> Iterator[list[Outcome]]:
        """The outcomes of every batch, in the order of the batches."""
        source = enumerate(batches)
        following = 0
        is_exhausted = False
        while True:
            while not is_exhausted and len(self._open) < AHEAD * self._jobs and not self._waiting:
                number, jobs = next(source, (-1, ()))
                if number < 0:
                    is_exhausted = True
                    break
                self._open[number] = _Batch(len(jobs))
                self._waiting.append(_Task(number, jobs))
                self._hand_out()
            self._hand_out()
            while following in self._open and not self._open[following].missing:
                yield self._open.pop(following).outcomes
                following += 1
            if is_exhausted and not self._open:
                return
            self._collect()

    def _hand_out(self) -> None:
        for index, worker in enumerate(self._workers):
            if worker.task is None and self._waiting:
                worker.task = self._waiting.popleft()
                try:
                    worker.pipe.send(worker.task.jobs)
                except OSError:
                    self._bury(index)

    def _collect(self) -> None:
        """Take in what has come back since; wait until something has, unless nothing is out."""
        busy = [worker.pipe for worker in self._workers if worker.task is not None]
        ready = wait(busy) if busy else []
        for index, worker in enumerate(self._workers):
            if worker.pipe not in ready:
                continue
            try:
                outcomes = _unpacked(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._bury(index)
                continue
            task, worker.task = worker.task, None
            assert task is not None
            self._take(task.batch, outcomes)

    def _take(self, number: int, outcomes: list[Outcome]) -> None:
        batch = self._open[number]
        batch.missing -= len(outcomes)
        batch.outcomes.extend(outcomes)
        if not batch.missing:
            batch.outcomes.sort(key=lambda outcome: outcome.job.document)

    def _bury(self, index: int) -> None:
        """A worker died: start another, and have its task done by somebody else."""
        dead = self._workers[index]
        dead.pipe.close()
        dead.process.join()
        self._workers[index] = self._start()
        task = dead.task
        if task is None:
            return
        task.attempts += 1
        if task.attempts < ATTEMPTS:
            self._waiting.appendleft(task)
        elif len(task.jobs) > 1:
            self._waiting.extendleft(_Task(task.batch, [job]) for job in reversed(task.jobs))
        else:
            self._take(task.batch, [_killed(task.jobs[0])])

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        # A forked worker inherits our ends of the pipes; it closes them, else it would outlive us waiting on itself.
        ours = [here, *(worker.pipe for worker in self._workers)] if self._is_forking else []
        process = self._context.Process(target=_serve, args=(self._work, there, ours), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)


def _killed(job: Job) -> Outcome:
    message = "reading it ended the process twice, perhaps for want of memory; split the file or report it"
    return Outcome(job, code="killed", message=message)


def _serve(work: Work, pipe: Connection, inherited: Sequence[Connection]) -> None:
    """The worker's life: a batch in, its outcomes out, until the pipe is closed."""
    for connection in inherited:
        connection.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and closes the pipe
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send_bytes(_packed(work(pipe.recv())))


def _packed(outcomes: list[Outcome]) -> bytes:
    """Outcomes as bytes: all in them is strings, numbers and lists, for which this is three times as fast as pickle."""
    return marshal.dumps([(tuple(job), *rest) for job, *rest in outcomes])


def _unpacked(data: bytes) -> list[Outcome]:
    return [Outcome(Job(*job), *rest) for job, *rest in marshal.loads(data)]
