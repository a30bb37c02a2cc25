"""One matter of the agenda, and when two tellings are one."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.models import Span

_TOLD_AGAIN = 8
"""So many characters in common make one matter of a heading and what is told to be heard under it."""


_WHO_REPORTED = re.compile(
    r"[^《》，关]{2,14}(?:局|委|办|厅|部|处|院|中心|公司|集团|镇|街道|单位|部门|科室|同志|政府)汇报"
)
"""The key of a report that tells only whose it is."""


class Matter(NamedTuple):
    """A topic found, what was done with it, the rule, and whether it is a heading, with its story below it."""

    action: str | None
    topic: Span
    rule: str
    heads: bool = False


def is_same(one: str, kept: Matter, other: str, matter: Matter) -> bool:
    """Whether two tellings in other words are one matter: with the same verb, and one inside the other."""
    if kept.heads and matter.action == "hear" and one.startswith("《") and one in other:
        return True  # 一、审议《办法》 … 会议听取了关于《办法》起草情况的说明
    if kept.heads and kept.action == matter.action == "hear" and one[:_TOLD_AGAIN] in other and one[-2:] == other[-2:]:
        return True  # 一、听取节水工作情况汇报 … 会议听取了县水务局关于节水工作推进的情况汇报
    if kept.heads and matter.action == "hear" and _WHO_REPORTED.fullmatch(other):
        return True  # 一、研究《办法》 … 会议听取了县水务局的汇报
    if kept.action != matter.action or not one or not other:
        return False
    return one in other or other in one or _same_document(one, other)


def _same_document(one: str, other: str) -> bool:
    """2019年全县节水方案 and 2019年云泽县节水方案: one document, once called by a shorter name."""
    if not (one.startswith("《") and other.startswith("《")):
        return False
    common = 0
    while common < min(len(one), len(other)) and one[-1 - common] == other[-1 - common]:
        common += 1
    return one[:5] == other[:5] and common * 2 > min(len(one), len(other))
