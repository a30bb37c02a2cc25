"""Matters joined by 、 and 和: which coordination is a list of matters, and which stands inside one."""

from __future__ import annotations

import re

from minutes_cli.lexicon import Lexicon
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow

_JOINT = re.compile(r"》(?=《)|、|，?以及|和|及|与")
_BRACKETS_AT_END = re.compile(r"(?:（[^（）\n]{1,20}）)+$")
_SHARED_HEAD = re.compile(r"的[^的]{1,14}$")
_OWN_HEAD = re.compile(r"的[^的]{1,6}$")
_SHORT_NAME = re.compile(r"\s*（(?:以下|下文)?(?:统一)?(?:均)?简称[^（）]*）$")
_DRAFT = re.compile(r"（[^（）]{0,6}(?:草案|稿)）$")
_DRAFT_TOO = re.compile(r"（[^（）]{0,6}(?:草案|稿)）(?:$|以?及)")
_AND_MORE = re.compile(r"(?<=》)等[^，。；、《》]{0,8}$")
_EDGES = "。；，：、！？ \n"
_LONGEST_HEAD = 4
_SHORTEST = 4
_LONGEST_LIST = 2_000
_TOLD_TOGETHER = re.compile(r"》(?:（[^（）\n]{1,20}）)?[^《》，、\n]{1,14}(?:汇报|说明|介绍)$")
_SHORT_OF_ONE = re.compile(
    r"(?<![、])(?:相关|有关|配套|其)|重要(?:指示|批示|论述|讲话|文章|回信|贺信)[^关在对给《的]*$"
)
_VOLUME = re.compile(r"(?<=》)第?[一二三四五六七八九十\d上中下]{1,4}[卷编章期册]$")
_OPEN_TITLES = re.compile(r"(?:关于|对|就|围绕|修订|修改|制定|出台)(?:《[^》]*》[、和]?)+$")


def split_matters(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> list[Span]:
    """The matters of `start:end`, split at 、 and 和 outside 《》“”（） where every part is a matter of its own.

    A精神、B精神和C精神 are three, 支持结构调整和转型升级的措施 is one.

    >>> from minutes_cli.lexicon import default_lexicon
    >>> text = Shadow.of("节水实施方案、供水应急预案和工程建设管理工作")
    >>> [text.words(span) for span in split_matters(text, default_lexicon(), 0, len(text.source))]
    ['节水实施方案', '供水应急预案', '工程建设管理工作']
    """
    folded, shield = shadow.folded, shadow.shield
    if end - start > _LONGEST_LIST:
        return [(start, end)]
    rest = lexicon.pattern("topic.title_rest").search(folded, start, end)
    end = rest.start() if rest else end
    heads = _heads_for(lexicon, folded[start:end])
    is_told_together = _TOLD_TOGETHER.search(folded, start, end) is not None
    one_report, bare_tail = lexicon.pattern("topic.one_report"), lexicon.pattern("topic.bare_tail")
    matters: list[Span] = []
    left = start
    for match in _JOINT.finditer(folded, start, end):
        juxtaposed = match.group() == "》"
        at, after = (match.end(), match.end()) if juxtaposed else match.span()
        if not juxtaposed and shield[match.start()] & ~_level(shadow, start):
            continue
        if at - left < _SHORTEST or end - after < _SHORTEST or not _ends_with(folded[left:at], heads):
            continue
        if not _ends_with(folded[after:end], heads) or _shares_head(lexicon, folded[left:at], folded[after:end]):
            continue
        if folded[after] == "《" and is_told_together:
            continue  # 《A》和《B》起草情况的汇报
        if match.group()[-1] in "和及与、" and _SHORT_OF_ONE.match(folded, after, end):
            continue  # 《A》及相关子方案, 关于A的重要讲话和重要指示批示精神
        if one_report.search(folded, left, at) or bare_tail.match(folded, after, end):
            continue
        matters.append(shadow.strip(left, at))
        left = after
    matters.append(shadow.strip(left, end))
    return [matter for matter in matters if matter[0] < matter[1]]


def trim_matter(shadow: Shadow, start: int, end: int) -> Span:
    """`start:end` without the marks round it and without （以下简称…） behind it."""
    folded = shadow.folded
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    while start < end and folded[start] in _EDGES:
        start += 1
    short = _SHORT_NAME.search(folded, start, end) if end > start and folded[end - 1] == "）" else None
    return shadow.strip(start, short.start() if short else end)


def ends_like(lexicon: Lexicon, one: str, other: str) -> bool:
    """Whether two matters end alike, so that the second may go on with the list of the first."""
    other = _AND_MORE.sub("", other)
    if _DRAFT.search(one) and _DRAFT_TOO.search(other):
        return True
    for kind in ("report_head", "spirit_head", "topic_head"):
        heads = lexicon.words(kind)
        alike = kind != "topic_head" or one.rstrip("等")[-1:] == other.rstrip("等")[-1:]
        if alike and _ends_with(one, heads) and _ends_with(other, heads):
            return True
    return False


def is_closed(lexicon: Lexicon, text: str) -> bool:
    """Whether `text`, which begins with 关于, has come to its head: …的报告, …的方案."""
    return _ends_with(text, lexicon.words("report_head")) or _OWN_HEAD.search(text) is not None


def _heads_for(lexicon: Lexicon, text: str) -> Words:
    """The endings that count in a list which ends as `text` does."""
    for kind in ("report_head", "spirit_head"):
        if text[-1:] != "》" and _ends_with(text, lexicon.words(kind)):
            return lexicon.words(kind)
    return lexicon.words("topic_head")


def _level(shadow: Shadow, start: int) -> int:
    return shadow.shield[start] if start < len(shadow.shield) and shadow.folded[start] not in "《“（‘" else 0


def _ends_with(text: str, heads: Words) -> bool:
    if "》" in text:
        text = _VOLUME.sub("", text)
    bare = text.rstrip("等 ")
    if "）" in bare:
        bare = _BRACKETS_AT_END.sub("", bare)
    bare = bare or text
    return any(bare[-n:] in heads for n in range(1, _LONGEST_HEAD + 1))


def _shares_head(lexicon: Lexicon, left: str, right: str) -> bool:
    """关于A工作和B工作的方案, 关于《A》、《B》情况的汇报: one matter, whose head both share."""
    if "》" in left:
        left = _VOLUME.sub("", left)
        if not right.endswith("》") and _OPEN_TITLES.search(left):
            return True
    left = _BRACKETS_AT_END.sub("", left) or left
    if lexicon.pattern("topic.shared_tail").search(right) and not lexicon.pattern("topic.own_tail").search(left):
        return True  # A项目和B项目有关问题
    return "的" not in left and not left.endswith(("》", "精神")) and _SHARED_HEAD.search(right) is not None
