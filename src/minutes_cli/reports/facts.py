"""One shape for what was annotated and what was extracted: lists of facts, by field.

A fact has a `key`, by which it is compared (white space removed), its full `words`, and `values`: the things said
about it (the edtf of a deadline, the level of a directive), which are compared only where its key matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from minutes_cli.models import Directive, Mention, Minutes, Person, Span

Facts = list["Fact"]

SCORED_FINDINGS = frozenset(
    "count_mismatch ordinal_gap ordinal_repeated impossible_date year_unknown no_chair not_minutes".split()
)
ENUMERATED = frozenset({"heading", "item", "topic"})
FIRST_WORDS = 8
"""A heading matches by so many characters after its marker."""


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


def fact(words: object, span: Span | None = None, /, *, key: str | None = None, **values: object) -> Fact:
    """A fact compared by `key`, or else by its words."""
    text = squeeze(words)
    return Fact(text if key is None else squeeze(key), text, span, values)


def heading_fact(marker: object, headline: object, span: Span | None = None, /, **values: object) -> Fact:
    """A directive, compared by its marker and the first characters of its heading."""
    mark, text = squeeze(marker or ""), squeeze(headline)
    return Fact(mark + text[:FIRST_WORDS], mark + text, span, values)


# --- what was annotated ----------------------------------------------------------------------------------------------


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _pick(entry: Mapping[str, object], names: str) -> dict[str, object]:
    return {name: entry[name] for name in names.split() if name in entry}


def _gold_entries(value: object, main: str, values: str = "") -> Facts:
    entries = [_mapping(e) if isinstance(e, Mapping) else {main: e} for e in _list(value)]
    return [fact(e[main], **_pick(e, values)) for e in entries if e.get(main) is not None]


def _gold_directives(value: object) -> Facts:
    entries = [_mapping(e) for e in _list(value)]
    return [
        heading_fact(e.get("marker"), e.get("heading", ""), heading=e.get("heading", ""), **_pick(e, "level kind"))
        for e in entries
    ]


def _gold_requirements(value: object) -> Facts:
    return [_requirement(text) for text in _list(value)]


def _requirement(text: object, span: Span | None = None) -> Fact:
    words = squeeze(text).removeprefix("要")
    return heading_fact("", words, span, heading=words)


def _gold_assignments(value: object) -> Facts:
    entries = [_mapping(e) for e in _list(value)]
    return [fact(e["body"], key=f"{e['body']}:{e.get('role')}", **_pick(e, "generic")) for e in entries]


def _gold_titles(value: object) -> Facts:
    return [fact(title) for e in _list(value) for title in _list(_mapping(e).get("titles"))]


def gold_facts(facts: Mapping[str, object]) -> dict[str, Facts]:
    """The annotated facts by field; fields that were not annotated are missing."""
    found: dict[str, Facts] = {}
    for name, read in _GOLD.items():
        if name in facts:
            found[name] = read(facts[name])
    if "chairs" in facts and all("titles" in _mapping(e) for e in _list(facts["chairs"])):
        found["chair_titles"] = _gold_titles(facts["chairs"])
    for name in ("meeting", "date", "attendance"):
        if name in facts:
            found.update(_gold_parts(name, facts[name]))
    return found


def _gold_parts(name: str, value: object) -> dict[str, Facts]:
    """`meeting.name`, `date.edtf` …: a null whole says there is none of its parts."""
    known = PARTS[name]
    if value is None:
        return {f"{name}.{part}": [] for part in known}
    whole = _mapping(value)
    main = {"groups": "text"}
    return {
        f"{name}.{part}": _gold_entries(whole[part] or None, main.get(part, "name"), "role" if part == "groups" else "")
        for part in known
        if part in whole
    }


PARTS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("name", "types", "session", "enlarged", "mode", "other_matters"),
    "date": ("edtf", "resolved", "basis", "period", "time"),
    "attendance": ("attendees", "observers", "absent", "recorders", "invited", "groups"),
}
_GOLD: Mapping[str, Callable[[object], Facts]] = {
    "kind": lambda v: _gold_entries(v, "kind"),
    "title": lambda v: _gold_entries(v, "text"),
    "document_number": lambda v: _gold_entries(v, "text"),
    "organization": lambda v: _gold_entries(v, "text"),
    "place": lambda v: _gold_entries(v, "text"),
    "chairs": lambda v: _gold_entries(v, "name"),
    "speakers": lambda v: _gold_entries(v, "name"),
    "agenda": lambda v: _gold_entries(v, "topic", "action"),
    "directives": _gold_directives,
    "requirements": _gold_requirements,
    "statements": lambda v: _gold_entries(v, "marker"),
    "decisions": lambda v: _gold_entries(v, "matter", "verb condition"),
    "assignments": _gold_assignments,
    "deadlines": lambda v: _gold_entries(v, "text", "edtf hard urgency event recurrence"),
    "indicators": lambda v: _gold_entries(v, "name", "value unit comparator measure direction kind category"),
    "persons": lambda v: _gold_entries(v, "name"),
    "cited_documents": lambda v: _gold_entries(v, "title"),
    "cited_meetings": lambda v: _gold_entries(v, "name"),
    "findings": lambda v: [f for f in _gold_entries(v, "code") if f.key in SCORED_FINDINGS],
}


# --- what was extracted ----------------------------------------------------------------------------------------------


def _mention(value: Mention | None) -> Facts:
    return [] if value is None else [fact(value.text, value.span)]


def _people(people: Iterable[Person]) -> Facts:
    """The named ones: gold lists names, and a bare 张主任 has none."""
    return [fact(p.name, p.span) for p in people if p.name]


def flatten(directives: Iterable[Directive]) -> list[Directive]:
    """The nodes of a tree in document order."""
    nodes: list[Directive] = []
    for node in directives:
        nodes.append(node)
        nodes.extend(flatten(node.children))
    return nodes


def _part(value: object, span: Span | None) -> Facts:
    return [fact(value, span)] if value not in (None, False) else []


def extracted_facts(minutes: Minutes) -> dict[str, Facts]:
    """The facts of a parsed document, by the same fields."""
    found: dict[str, Facts] = {
        "kind": [fact(minutes.kind)],
        "title": _mention(minutes.title),
        "document_number": _mention(minutes.document_number),
        "organization": _mention(minutes.organization),
        "place": _mention(minutes.place),
        "chairs": _people(minutes.chairs),
        "chair_titles": [fact(title, chair.span) for chair in minutes.chairs for title in chair.titles],
        "speakers": _people(minutes.speakers),
        "persons": _people(minutes.persons),
    }
    found.update(_extracted_parts(minutes))
    found.update(_extracted_tree(minutes))
    found.update(_extracted_lists(minutes))
    return found


def _extracted_parts(minutes: Minutes) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for name, value in (("meeting", minutes.meeting), ("date", minutes.date)):
        for part in PARTS[name]:
            content = getattr(value, part, None)
            span = value.span if value is not None else None
            several = content if isinstance(content, list) else [content]
            found[f"{name}.{part}"] = [f for one in several for f in _part(one, span)]
    attendance = minutes.attendance
    for part in ("attendees", "observers", "absent", "recorders", "invited"):
        found[f"attendance.{part}"] = _people(getattr(attendance, part))
    found["attendance.groups"] = [fact(g.text, g.span, role=g.role) for g in attendance.groups]
    return found


def _extracted_tree(minutes: Minutes) -> dict[str, Facts]:
    nodes = flatten(minutes.directives)
    return {
        "directives": [
            heading_fact(n.marker, n.heading, n.heading_span, heading=n.heading, level=n.level, kind=n.kind)
            for n in nodes
            if n.kind in ENUMERATED
        ],
        "requirements": [_requirement(n.heading, n.heading_span) for n in nodes if n.kind == "requirement"],
        "statements": [fact(n.marker or "", n.marker_span) for n in nodes if n.kind == "statement"],
    }


def _extracted_lists(minutes: Minutes) -> dict[str, Facts]:
    return {
        "agenda": [fact(a.topic, a.span, action=a.action) for a in minutes.agenda],
        "decisions": [fact(d.matter, d.span, verb=d.verb, condition=d.condition) for d in minutes.decisions],
        "assignments": [fact(a.body, a.span, key=f"{a.body}:{a.role}", generic=a.generic) for a in minutes.assignments],
        "deadlines": [
            fact(d.text, d.span, **d.model_dump(include={"edtf", "hard", "urgency", "event", "recurrence"}))
            for d in minutes.deadlines
        ],
        "indicators": [
            fact(
                i.name,
                i.span,
                **i.model_dump(include=set("value unit comparator measure direction kind category".split())),
            )
            for i in minutes.indicators
        ],
        "cited_documents": [fact(d.title, d.span) for d in minutes.cited_documents],
        "cited_meetings": [fact(m.name, m.span) for m in minutes.cited_meetings],
        "findings": [fact(f.code, f.span) for f in minutes.findings if f.code in SCORED_FINDINGS],
    }
