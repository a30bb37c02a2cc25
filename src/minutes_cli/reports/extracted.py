"""Facts as extracted: a parsed document, by the same fields as the annotated ones."""

from __future__ import annotations

from collections.abc import Iterable

from minutes_cli.models import Attendance, DateExpression, Directive, Meeting, Mention, Minutes, Person
from minutes_cli.reports.facts import (
    PARTS,
    SCORED_FINDINGS,
    Facts,
    fact,
    heading_fact,
    picked_values,
    requirement_fact,
)

ENUMERATED = frozenset({"heading", "item", "topic"})


def extracted_facts(minutes: Minutes) -> dict[str, Facts]:
    """The facts of a parsed document, by field; every field is there."""
    return {
        "kind": [fact(minutes.kind)],
        "title": _mention(minutes.title),
        "document_number": _mention(minutes.document_number),
        "organization": _mention(minutes.organization),
        **_parts("meeting", minutes.meeting),
        **_parts("date", minutes.date),
        "place": _mention(minutes.place),
        "chairs": _people(minutes.chairs),
        "chair_titles": [fact(title, chair.span) for chair in minutes.chairs for title in chair.titles],
        **_attendance(minutes.attendance),
        "speakers": _people(minutes.speakers),
        **_tree(minutes),
        **_lists(minutes),
    }


def flatten(directives: Iterable[Directive]) -> list[Directive]:
    """The nodes of a tree in document order."""
    nodes: list[Directive] = []
    for node in directives:
        nodes.append(node)
        nodes.extend(flatten(node.children))
    return nodes


def _mention(value: Mention | None) -> Facts:
    return [] if value is None else [fact(value.text, value.span)]


def _people(people: Iterable[Person]) -> Facts:
    """The named ones: gold lists names, and a bare 张主任 has none."""
    return [fact(person.name, person.span) for person in people if person.name]


def _parts(name: str, value: Meeting | DateExpression | None) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for part in PARTS[name]:
        content = getattr(value, part, None)
        several = content if isinstance(content, list) else [content]
        span = value.span if value is not None else None
        found[f"{name}.{part}"] = [fact(one, span) for one in several if one not in (None, False)]
    return found


def _attendance(attendance: Attendance) -> dict[str, Facts]:
    lists = {part: getattr(attendance, part) for part in PARTS["attendance"] if part != "groups"}
    groups = [fact(group.text, group.span, {"role": group.role}) for group in attendance.groups]
    return {f"attendance.{part}": _people(people) for part, people in lists.items()} | {"attendance.groups": groups}


def _tree(minutes: Minutes) -> dict[str, Facts]:
    nodes = flatten(minutes.directives)
    return {
        "directives": [
            heading_fact(node.marker, node.heading, node.heading_span, {"level": node.level, "kind": node.kind})
            for node in nodes
            if node.kind in ENUMERATED
        ],
        "requirements": [requirement_fact(n.heading, n.heading_span) for n in nodes if n.kind == "requirement"],
        "statements": [fact(n.marker or "", n.marker_span) for n in nodes if n.kind == "statement"],
    }


def _lists(minutes: Minutes) -> dict[str, Facts]:
    return {
        "agenda": [fact(item.topic, item.span, _values("agenda", item)) for item in minutes.agenda],
        "decisions": [fact(one.matter, one.span, _values("decisions", one)) for one in minutes.decisions],
        "assignments": [fact(one.body, one.span, _values("assignments", one), one.role) for one in minutes.assignments],
        "deadlines": [fact(one.text, one.span, _values("deadlines", one)) for one in minutes.deadlines],
        "indicators": [fact(one.name, one.span, _values("indicators", one)) for one in minutes.indicators],
        "persons": _people(minutes.persons),
        "cited_documents": [fact(one.title, one.span) for one in minutes.cited_documents],
        "cited_meetings": [fact(one.name, one.span) for one in minutes.cited_meetings],
        "findings": [fact(one.code, one.span) for one in minutes.findings if one.code in SCORED_FINDINGS],
    }


def _values(name: str, value: Mention) -> dict[str, object]:
    return picked_values(name, value.__dict__)
