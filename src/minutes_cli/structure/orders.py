"""Orders without a number: requirements (各科室要…), and topics, short parallel sentences that head what follows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.lines import opens_item
from minutes_cli.structure.nodes import Node
from minutes_cli.structure.page import Page
from minutes_cli.structure.series import Numbered
from minutes_cli.structure.subjects import clauses, is_frame, subject_of_order
from minutes_cli.text.cover import Cover

_STOP = re.compile(r"[。！？\n]")
_SHORTEST, _LONGEST = 6, 28
_INDENT = 4  # blanks before a short sentence
_NEAR = 30  # short sentences compared with one: a series of topics is shorter


def full_sentences(page: Page, start: int, end: int) -> Iterator[Span]:
    """Sentences of `start:end` closed by 。！？ or a line's end outside quotes and brackets (；does not close one)."""
    stops, strip, left = page.shadow.full_stops, page.shadow.strip, start
    for stop in stops[bisect_left(stops, start) : bisect_left(stops, end)]:
        if (span := strip(left, stop + 1))[0] < span[1]:
            yield span
        left = stop + 1
    if (span := strip(left, end))[0] < span[1]:
        yield span


def find_requirements(
    page: Page, statements: list[Node], numbered: list[Numbered], taken: list[Span], lexicon: Lexicon
) -> list[Node]:
    """Sentences that order something, at the root, under a heading or a statement; never inside an item or topic.

    A statement's own first sentence is its heading, and a sentence that only announces items is none.
    """
    own = sorted(statement.content for statement in statements)
    found = []
    for start, end in _free_parts(page, numbered, taken):
        for sentence in full_sentences(page, start, end):
            if bisect_left(own, sentence[0]) < bisect_right(own, sentence[1]):
                continue
            node = _requirement(page, sentence, lexicon)
            if node is not None:
                found.append(node)
    return found


def _requirement(page: Page, sentence: Span, lexicon: Lexicon) -> Node | None:
    folded = page.shadow.folded
    start, end = sentence
    if next(lexicon.pattern("requirement.announces").finditer(folded, max(start, end - 20), end), None) is not None:
        return None
    rule = _order_rule(page, sentence, lexicon)
    if rule is None:
        return None
    opened = folded[start] == "要"
    marker = (start, start + 1) if opened else None
    return Node(start, end, "requirement", rule, start + 1 if opened else start, marker)


def _order_rule(page: Page, sentence: Span, lexicon: Lexicon) -> str | None:
    """What makes it an order: a subject and 要; 由…牵头, also behind a frame (对…，由…); a prohibition."""
    folded = page.shadow.folded
    order = subject_of_order(page.shadow, lexicon, *sentence)
    if order is not None and lexicon.pattern("order.concession").match(folded, order.position):
        return None
    if order is not None:
        return "subject.cue"
    for start, end in islice(clauses(page.shadow, *sentence), 2):
        for entry, pattern in lexicon.patterns("requirement_opening"):
            if pattern.match(folded, start, sentence[1]):
                return entry.id
        if not is_frame(page.shadow, lexicon, start, end):
            break
    word = lexicon.words("force").match(folded, sentence[0])
    return word[1].id if word is not None and word[1].value == "prohibit" else None


def _free_parts(page: Page, numbered: list[Numbered], taken: list[Span]) -> Iterator[Span]:
    """Stretches of body outside items and topics; a heading's own first sentence is none, what follows it is one."""
    headlines = []
    for node in numbered:
        if not node.marker.is_item:
            line = page.shadow.folded.find("\n", node.marker.end)
            stop = min(node.end, line) if line >= 0 else node.end
            first = next(full_sentences(page, node.marker.end, stop), (0, node.marker.end))
            headlines.append((node.marker.start, first[1]))
    blocked = Cover([*taken, *headlines])
    for start, end in page.body:
        yield from blocked.gaps(start, end)


def find_topics(
    page: Page, nodes: list[Node], closed: list[Span], statements: list[Node], lexicon: Lexicon
) -> list[Node]:
    """Topics: two or more short sentences of one frame, each followed by text of its own."""
    short = _short_sentences(page.shadow.folded, lexicon)
    if len(short) < 2:
        return []
    found = []
    numbered = {node.start for node in nodes if node.marker is not None}
    for start, end in _leaf_regions(page, nodes, closed, statements):
        if bisect_left(short, end) - bisect_left(short, start) < 2:
            continue
        sentences = list(full_sentences(page, start, end))
        heads = _parallel(page, sentences, numbered)
        for position, index in enumerate(heads):
            left = sentences[index]
            stop = (
                sentences[heads[position + 1]][0] if position + 1 < len(heads) else _paragraph_end(page, left[0], end)
            )
            found.append(Node(left[0], stop, "topic", "topic.parallel", left[0]))
    marked = [(node.start, node.content) for node in nodes if node.kind == "heading"]
    found += _opening_paragraphs(page, [*closed, *marked, *((topic.start, topic.end) for topic in found)], statements)
    return sorted(found, key=lambda topic: topic.start)


def _short_sentences(folded: str, lexicon: Lexicon) -> list[int]:
    """Where short sentences without a comma begin: the pattern is only tried between two stops that stand so near."""
    match = lexicon.pattern("topic.parallel").match
    stops = [-1, *(stop.start() for stop in _STOP.finditer(folded))]
    return [
        left + 1
        for left, right in pairwise(stops)
        if _SHORTEST < right - left <= _LONGEST + _INDENT + 1 and folded[right] == "。" and match(folded, left + 1)
    ]


def _opening_paragraphs(page: Page, closed: list[Span], statements: list[Node]) -> list[Node]:
    """Topics that open a paragraph each, one paragraph after another behind a statement."""
    blocked = Cover(closed)
    starts = sorted(statement.start for statement in statements)
    found: list[Node] = []
    run: list[tuple[str, Span]] = []
    for paragraph in [*page.body, None]:
        head = None if paragraph is None else _short_head(page, *paragraph)
        if paragraph and head:
            told = bisect_left(starts, paragraph[0]) < bisect_left(starts, paragraph[1])
            if told or blocked.touches(*paragraph):
                head = None
            elif not run or same_frame(run[0][0], head):
                run.append((head, paragraph))
                continue
        if len(run) > 1 and bisect_left(starts, run[0][1][0]) > 0:
            found += [Node(start, end, "topic", "topic.parallel", start) for _, (start, end) in run]
        run = [(head, paragraph)] if paragraph and head else []
    return found


def _short_head(page: Page, start: int, end: int) -> str | None:
    """The first sentence of a paragraph, without its stop, where it is short, without a comma, and more follows it."""
    folded, stops = page.shadow.folded, page.shadow.full_stops
    index = bisect_left(stops, start)
    if index == len(stops) or stops[index] + 1 >= end:
        return None
    return _short_words(folded, start, stops[index] + 1)


def _short_words(folded: str, start: int, end: int) -> str | None:
    """The words of a sentence that ends in 。, without it, where it is short, unnumbered and has no comma."""
    if not _SHORTEST < end - start <= _LONGEST + 1 or folded[end - 1] != "。" or opens_item(folded, start):
        return None
    text = folded[start : end - 1]
    return None if "，" in text or "；" in text or "：" in text else text


def _leaf_regions(page: Page, nodes: list[Node], closed: list[Span], statements: list[Node]) -> Iterator[Span]:
    """Where topics may stand: an item's words behind its headline, and paragraphs outside all items."""
    starts = sorted(n.start for n in nodes)
    for node in nodes:
        if node.kind != "item":
            continue
        index = bisect_right(starts, node.start)
        later = min(starts[index], node.end) if index < len(starts) else node.end
        first = next(full_sentences(page, node.content, later), None)
        if first is not None and first[1] < later:
            yield first[1], later
    blocked = Cover(closed)
    heads = sorted((s.start, s.content) for s in statements)
    marked = {node.start: node.content for node in nodes if node.kind == "heading"}
    for start, end in page.body:
        if start in marked:
            start = next(full_sentences(page, marked[start], end), (end, end))[1]  # a heading is no topic
        if not blocked.touches(start, end):
            index = bisect_left(heads, (end, 0)) - 1
            own = index >= 0 and heads[index][0] >= start
            yield (heads[index][1] if own else start), end


def _parallel(page: Page, sentences: list[Span], numbered: set[int]) -> list[int]:
    """Indices of the sentences that share a frame, when at least two do and each has text behind it."""
    folded = page.shadow.folded
    words = [None if start in numbered else _short_words(folded, start, end) for start, end in sentences]
    short = [(index, text) for index, text in enumerate(words) if text is not None]
    best: list[int] = []
    for position, (index, text) in enumerate(short):
        near = short[position + 1 : position + _NEAR]
        group = [index, *(i for i, other in near if same_frame(text, other))]
        if len(group) > len(best):
            best = group
    followed = [i for i in best if i + 1 < len(sentences) and i + 1 not in best]
    return best if len(best) > 1 and len(followed) == len(best) else []


def same_frame(left: str, right: str) -> bool:
    """Whether two short sentences have the same build.

    >>> same_frame("敢于担当的意志不能减", "为民服务的宗旨不能忘"), same_frame("要聚焦考核抓落实", "要聚焦重点抓落实")
    (True, True)
    >>> same_frame("改进作风、扎牢制度之笼", "转变观念、打开发展之门")
    True
    >>> same_frame("要加强宣传", "水位持续上涨")
    False
    """
    if abs(len(left) - len(right)) > 4:
        return False
    tail = 0
    while tail < min(len(left), len(right)) and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    front = 0
    while front < min(len(left), len(right)) and left[front] == right[front]:
        front += 1
    last = sum(a == b for a, b in zip(left[-4:], right[-4:], strict=False))
    halved = left.find("、") > 0 and left.find("、") == right.find("、")
    return tail >= 3 or (tail >= 1 and front >= 2) or last >= 2 or (halved and last >= 1)


def _paragraph_end(page: Page, position: int, end: int) -> int:
    stop = page.shadow.folded.find("\n", position, end)
    return stop if stop >= 0 else end
