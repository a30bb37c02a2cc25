"""Which directives of a document order something, so that a ledger shows each order once.

A leaf is an order, unless it is a heading that only names a matter. What has children is one where its own words give
a body or a deadline, or where it is a statement whose own sentence orders something beside the requirements below. A
lead-in (…要抓好以下工作：) is none. Its bodies and deadlines hold for the orders below that name none, and so do those
printed under them (责任单位：…).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon import default_lexicon
from minutes_cli.models import Assignment, Deadline, Decision, Directive, Indicator, Minutes


@dataclass
class Facts:
    """What stands in one directive, in document order."""

    assignments: list[Assignment] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


@dataclass(frozen=True)
class Ordered:
    """A directive that orders something: the node, its parent, and the facts that hold for it.

    `assignments` and `deadlines` are its own, or those of the lead-in above it where it has none.
    """

    node: Directive
    parent: Directive | None
    facts: Facts
    assignments: list[Assignment]
    deadlines: list[Deadline]


def orders(minutes: Minutes) -> Iterator[Ordered]:
    """Every order of the document, in its order. A text that is no minutes has none."""
    if minutes.kind != "other":
        facts = _facts(minutes)
        for root in minutes.directives:
            yield from _below(root, None, facts, _Standing())


def _facts(minutes: Minutes) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    lists: tuple[tuple[str, list[Any]], ...] = (
        ("assignments", minutes.assignments),
        ("deadlines", minutes.deadlines),
        ("decisions", minutes.decisions),
        ("indicators", minutes.indicators),
    )
    for name, values in lists:
        for value in values:
            if value.directive is not None:
                getattr(found.setdefault(value.directive, Facts()), name).append(value)
    return found


@dataclass(frozen=True)
class _Standing:
    """What holds for a whole section, for the orders in it that do not say it themselves."""

    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


def _below(
    node: Directive, parent: Directive | None, facts: dict[str, Facts], standing: _Standing
) -> Iterator[Ordered]:
    own = facts.get(node.id) or Facts()
    in_words = _in_words(node, own)
    assignments = _with_standing(own.assignments, standing.assignments)
    is_dated = any(deadline.urgency is None for deadline in own.deadlines)
    deadlines = own.deadlines if is_dated else [*own.deadlines, *standing.deadlines]
    is_lead_in = bool(node.children) and _leads_in(node)
    if not is_lead_in and _orders(node, own, in_words):
        yield Ordered(node, parent, own, assignments, deadlines)
    if is_lead_in:
        below = _Standing(tuple(assignments), tuple(deadlines))
    else:  # what its own sentence says is its own; what is printed under the section is everybody's
        below = _Standing(
            tuple(one for one in assignments if one not in in_words.assignments),
            tuple(one for one in deadlines if one not in in_words.deadlines),
        )
    for child in node.children:
        yield from _below(child, node, facts, below)


def _in_words(node: Directive, own: Facts) -> Facts:
    """The facts that stand before the first child: in the node's own words."""
    if not node.children:
        return own
    end = node.children[0].span[0]
    return Facts(
        [one for one in own.assignments if one.span[0] < end],
        [one for one in own.deadlines if one.span[0] < end],
        [one for one in own.decisions if one.span[0] < end],
    )


def _with_standing(own: list[Assignment], standing: tuple[Assignment, ...]) -> list[Assignment]:
    """An order that names somebody is not also everybody's; who leads a section leads what names no leader."""
    if any(assignment.role == "lead" for assignment in own):
        return own
    return [*own, *(one for one in standing if not own or one.role != "addressee")]


def _leads_in(node: Directive) -> bool:
    """Whether its own words end in a colon: they announce what stands below."""
    return node.text.rstrip().endswith(("：", ":"))


def _orders(node: Directive, own: Facts, in_words: Facts) -> bool:
    if not node.text.strip():
        return False
    if node.children:
        if in_words.assignments or any(deadline.urgency is None for deadline in in_words.deadlines):
            return True
        if len(own.assignments) > len(in_words.assignments) and _decides(in_words):
            return True
        return _is_ordering_statement(node, own) and _has_no_items(node)
    if node.kind == "statement":
        return bool(own.assignments or own.deadlines) or _is_ordering_statement(node, own)
    return node.kind != "heading" or not _names_a_matter(node, own)


def _has_no_items(node: Directive) -> bool:
    """Whether what stands below are further orders, not the parts of this one."""
    return node.children[0].kind == "requirement"


def _is_ordering_statement(node: Directive, own: Facts) -> bool:
    if node.kind != "statement" or _leads_in(node):
        return False
    return node.force is not None or bool(own.decisions) or _orders_by_its_verb(node)


def _orders_by_its_verb(node: Directive) -> bool:
    """Whether the meeting's verb alone makes the sentence an order: 要求 does, 强调 does not."""
    try:
        return default_lexicon().entry(node.rule).attributes.get("strength") == "own"
    except LexiconError:  # read with words of the user's own
        return False


def _names_a_matter(node: Directive, own: Facts) -> bool:
    lexicon = default_lexicon()
    if own.assignments or own.deadlines:
        return False
    if own.decisions:
        return not _decides(own)
    return lexicon.pattern("ledger.account").search("".join(node.heading.split())) is not None


def _decides(facts: Facts) -> bool:
    """Whether something was decided that is to be done; a paper that was passed is done."""
    is_approval = default_lexicon().pattern("ledger.approval").search
    return any(not is_approval(decision.verb) for decision in facts.decisions)
