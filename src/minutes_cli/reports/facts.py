"""One shape for what was annotated and what was extracted: lists of facts, by field.

A fact has a `key`, by which it is compared (white space removed), its full `words`, and `values`: the things said
about it (the edtf of a deadline, the level of a directive), which are compared only where its key matched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from minutes_cli.models import Span

Facts = list["Fact"]

SCORED_FINDINGS = frozenset(
    {"count_mismatch", "ordinal_gap", "ordinal_repeated", "impossible_date", "year_unknown", "no_chair", "not_minutes"}
)
FIRST_WORDS = 8
"""A heading matches by so many characters after its marker."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("name", "types", "session", "enlarged", "mode", "other_matters"),
    "date": ("edtf", "resolved", "basis", "period", "time"),
    "attendance": ("attendees", "observers", "absent", "recorders", "invited", "groups"),
}
"""The parts of what is annotated as a whole."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "attendance.groups": ("role",),
    "agenda": ("action",),
    "directives": ("heading", "level", "kind"),
    "requirements": ("heading",),
    "decisions": ("verb", "condition"),
    "assignments": ("generic",),
    "deadlines": ("edtf", "hard", "urgency", "event", "recurrence"),
    "indicators": ("value", "unit", "comparator", "measure", "direction", "kind", "category"),
}
"""What is said about a fact of the field, scored where the fact itself matched (`deadlines.edtf`)."""
SPAN_LIKE = frozenset(
    {"title", "organization", "place", "meeting.name", "attendance.groups", "agenda", "directives", "requirements"}
    | {"decisions", "deadlines", "indicators", "cited_meetings"}
)
"""Fields whose words may be cut too long or too short: their characters in common are counted as well."""
FIELDS: tuple[str, ...] = (
    *("kind", "title", "document_number", "organization"),
    *(f"{whole}.{part}" for whole in ("meeting", "date") for part in PARTS[whole]),
    *("place", "chairs", "chair_titles"),
    *(f"attendance.{part}" for part in PARTS["attendance"]),
    *("speakers", "agenda", "directives", "requirements", "statements", "decisions", "assignments"),
    *("deadlines", "indicators", "persons", "cited_documents", "cited_meetings", "findings"),
)
"""Every field that is scored, in the order of the contract."""
NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True)
class Fact:
    """Something the document says, as annotated or as extracted."""

    key: str
    words: str
    span: Span | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def squeeze(value: object) -> str:
    """`value` without white space.

    >>> squeeze("何　静 ")
    '何静'
    """
    return "".join(str(value).split())


def fact(words: object, span: Span | None = None, values: Mapping[str, object] = NOTHING, detail: object = "") -> Fact:
    """A fact compared by its words and a `detail` (an assignment's role).

    >>> fact("市水务局", detail="lead").key
    '市水务局lead'
    """
    text = squeeze(words)
    return Fact(text + squeeze(detail), text, span, values)


def heading_fact(
    marker: object, heading: object, span: Span | None = None, values: Mapping[str, object] = NOTHING
) -> Fact:
    """A directive, compared by its marker and the first characters of its heading.

    >>> heading_fact("一要", "确保 年度任务全面完成").key
    '一要确保年度任务全面'
    """
    mark, text = squeeze(marker or ""), squeeze(heading)
    return Fact(mark + text[:FIRST_WORDS], mark + text, span, {**values, "heading": text})


def requirement_fact(heading: object, span: Span | None = None) -> Fact:
    """An unnumbered order, compared by its first characters; an opening 要 does not count.

    >>> requirement_fact("要抓好落实").words
    '抓好落实'
    """
    return heading_fact("", squeeze(heading).removeprefix("要"), span)


def picked_values(name: str, source: Mapping[str, object]) -> dict[str, object]:
    """What `source` says about a fact of the field `name`."""
    return {value: source[value] for value in VALUES.get(name, ()) if value in source}
