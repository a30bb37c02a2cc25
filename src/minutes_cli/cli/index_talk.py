"""What `minutes index` says on stderr: how the run went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutes_cli.cli.messages import PROBLEMS, say
from minutes_cli.cli.streams import complain
from minutes_cli.cli.talk import Talk

if TYPE_CHECKING:
    from minutes_cli.index.distributed import Scaled
    from minutes_cli.index.request import Summary


def tell_run(run: Scaled, talk: Talk) -> None:
    """Say in a line how a distributed run went."""
    talk.note(
        say(
            f"{run.files} files in {run.partitions} partitions: {run.written} written, {run.removed} removed; "
            f"{run.unchanged} files unchanged, {run.failed} failed",
            f"共 {run.files} 个文件、{run.partitions} 个分区：写出 {run.written} 个，移除 {run.removed} 个；"
            f"文件未变 {run.unchanged} 个，失败 {run.failed} 个",
        )
    )


def _reason(error: dict[str, str]) -> str:
    """The sentence of an entry in `errors`, in the reader's language where its code alone tells it."""
    chinese = PROBLEMS.get(error["code"], "{")
    return error["message"] if "{" in chinese else say(error["message"], chinese)


def tell(summary: Summary, talk: Talk) -> None:
    """Name what could not be read, and say in a line how the run went."""
    for error in summary.errors:
        complain(f"{error['path']}: {_reason(error)}")
    if summary.failed > len(summary.errors):
        more = summary.failed - len(summary.errors)
        complain(say(f"… and {more} more, all in `errors` of the index", f"……还有 {more} 个，都在索引的 `errors` 中"))
    if talk.quiet:
        return
    for group in summary.duplicates:
        what = (
            say("the same bytes", "内容完全相同")
            if group["reason"] == "bytes"
            else say("the same meeting", "同一次会议")
        )
        complain(f"{what}: {', '.join(group['paths'])}")
    complain(
        say(
            f"{summary.files} files: {summary.parsed} read, {summary.unchanged} unchanged, {summary.removed} removed, "
            f"{summary.failed} failed, {summary.duplicate_count} duplicates",
            f"共 {summary.files} 个文件：读取 {summary.parsed}，未变 {summary.unchanged}，移除 {summary.removed}，"
            f"失败 {summary.failed}，重复 {summary.duplicate_count} 组",
        )
    )
