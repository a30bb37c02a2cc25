"""What `minutes ledger` says on stderr: what was left out, and what a merge changed."""

from __future__ import annotations

from collections.abc import Iterable

from minutes_cli.cli.messages import say
from minutes_cli.cli.talk import Talk
from minutes_cli.reports.ledger import Row
from minutes_cli.reports.ledger_merge import Merged

TOLD = 10
"""Rows of each kind that a merge names; --verbose names all."""


def tell_others(others: list[str], talk: Talk) -> None:
    """Name what is no minutes."""
    if others:
        named = "、".join(others[:3]) + ("…" if len(others) > 3 else "")
        talk.note(
            say(
                f"{len(others)} documents are no minutes and order nothing: {named}",
                f"{len(others)} 个文件不是会议纪要，不列入台账：{named}",
            )
        )


def tell_merge(merged: Merged, talk: Talk) -> None:
    """Say what appeared, moved, was reworded or vanished."""
    kinds: Iterable[tuple[str, list[Row]]] = (
        (say("new", "新增"), merged.added),
        (say("moved", "移动"), merged.moved),
        (say("reworded", "改写"), merged.reworded),
        (say("withdrawn", "撤出"), merged.withdrawn),
    )
    for label, rows in kinds:
        shown = rows if talk.verbose else rows[:TOLD]
        for row in shown:
            talk.note(f"{label}: {row.id} {row.path} {row.directive} {_short(row.matter)}")
        if len(rows) > len(shown):
            more = len(rows) - len(shown)
            talk.note(
                say(
                    f"{label}: … and {more} more, --verbose names them",
                    f"{label}：……还有 {more} 项，--verbose 可全部列出",
                )
            )
    counts = (len(merged.added), len(merged.moved), len(merged.reworded), len(merged.withdrawn), len(merged.kept))
    added, moved, reworded, withdrawn, kept = counts
    talk.note(
        say(
            f"merged: {added} new, {moved} moved, {reworded} reworded, {withdrawn} withdrawn, "
            f"{kept} kept from documents not read now",
            f"合并：新增 {added} 项，移动 {moved} 项，改写 {reworded} 项，撤出 {withdrawn} 项，"
            f"沿用本次未读文件的 {kept} 项",
        )
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
