"""Facts as annotated: the mapping of a gold file, by field."""

from __future__ import annotations

from collections.abc import Mapping

from minutes_cli.reports.facts import (
    PARTS,
    SCORED_FINDINGS,
    Facts,
    fact,
    heading_fact,
    picked_values,
    requirement_fact,
)

NAMED_BY: Mapping[str, str] = {
    "attendance.groups": "text",
    "agenda": "topic",
    "statements": "marker",
    "decisions": "matter",
    "assignments": "body",
    "deadlines": "text",
    "cited_documents": "title",
    "findings": "code",
}
"""The key that names an entry, where it is not `name`. An entry may also be given as its name alone."""


def annotated_facts(facts: Mapping[str, object]) -> dict[str, Facts]:
    """The annotated facts by field; fields that were not annotated are missing."""
    found: dict[str, Facts] = {}
    for name, value in facts.items():
        if name in PARTS:
            found.update(_parts(name, value))
        elif name == "directives":
            found[name] = _directives(value)
        elif name == "requirements":
            found[name] = [requirement_fact(text) for text in _list(value)]
        elif name != "encoding":
            found[name] = _entries(name, value)
    if "chairs" in found and all("titles" in _mapping(chair) for chair in _list(facts["chairs"])):
        found["chair_titles"] = [fact(t) for chair in _list(facts["chairs"]) for t in _list(_mapping(chair)["titles"])]
    if "findings" in found:
        found["findings"] = [finding for finding in found["findings"] if finding.key in SCORED_FINDINGS]
    return found


def _parts(name: str, value: object) -> dict[str, Facts]:
    """`meeting.name`, `date.edtf` …: a null whole says there is none of its parts."""
    if value is None:
        return {f"{name}.{part}": [] for part in PARTS[name]}
    whole = _mapping(value)
    return {f"{name}.{part}": _entries(f"{name}.{part}", whole[part] or None) for part in PARTS[name] if part in whole}


def _entries(name: str, value: object) -> Facts:
    main = NAMED_BY.get(name, "name")
    entries = [_mapping(entry) if isinstance(entry, Mapping) else {main: entry} for entry in _list(value)]
    return [
        fact(entry[main], None, picked_values(name, entry), entry.get("role", "") if name == "assignments" else "")
        for entry in entries
        if entry.get(main) is not None
    ]


def _directives(value: object) -> Facts:
    entries = [_mapping(entry) for entry in _list(value)]
    return [
        heading_fact(entry.get("marker"), entry.get("heading", ""), None, picked_values("directives", entry))
        for entry in entries
    ]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
