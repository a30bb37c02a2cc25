"""A bar on a terminal's stderr: how many files, how fast, how long still, how many failed."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from minutes_cli.cli.messages import say

if TYPE_CHECKING:
    from minutes_cli.index.request import Progress


class Bar:
    """Shows the progress of a build for as long as the context lasts."""

    def __init__(self, color: str = "auto") -> None:
        console = Console(stderr=True, no_color=True if color == "never" else None)
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}"),
            console=console,
            transient=True,
            auto_refresh=False,  # no thread of its own: workers are forked while it shows
        )
        self._task = self._bar.add_task(say("reading", "读取"), total=None, speed="", failed="")

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Bring the bar up to date."""
        failed = say(f"{progress.failed} failed", f"失败 {progress.failed}") if progress.failed else ""
        self._bar.update(self._task, total=progress.total, completed=progress.done, failed=failed)
        task = self._bar.tasks[0]
        speed = f"{task.speed:.0f}/s" if task.speed else ""
        self._bar.update(self._task, speed=speed, refresh=True)
