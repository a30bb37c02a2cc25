"""A query and its facets as an SQL condition. Everything that was typed goes in as a parameter, never as SQL."""

from __future__ import annotations

from dataclasses import dataclass, field

from minutes_cli.index.grams import is_one_run, phrases
from minutes_cli.index.query import Both, Either, Query, Without, Words


@dataclass(frozen=True)
class Facets:
    """What hits must have besides the words. Several values of one facet are alternatives.

    `chairs`, `organizations`, `bodies` and `indicators` are parts of names; `types` are meeting types; the dates are
    ISO dates, both ends included, `due_before` excluded.
    """

    chairs: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    due_before: str | None = None


@dataclass
class Condition:
    """SQL over `d` (documents) with its parameters."""

    sql: str = "1"
    parameters: list[object] = field(default_factory=list)


def condition(query: Query | None, facets: Facets) -> Condition:
    """What documents must fulfil."""
    made = Condition()
    parts = [_query(query, made.parameters)] if query is not None else []
    parts.append(_facets(facets, made.parameters))
    made.sql = " AND ".join(part for part in parts if part) or "1"
    return made


def match_expression(query: Query | None) -> str | None:
    """The query as one expression of FTS5, or None where it takes more than that.

    FTS5 knows a NOT only beside something wanted, and nothing of punctuation.
    """
    if query is None or isinstance(query, Without):
        return None
    if isinstance(query, Words):
        return phrases(query.words)[0] if is_one_run(query.words) else None
    if isinstance(query, Either):
        parts = [match_expression(part) for part in query.parts]
        return None if None in parts else f"({' OR '.join(map(str, parts))})"
    wanted = [match_expression(part) for part in query.parts if not isinstance(part, Without)]
    denied = [match_expression(part.part) for part in query.parts if isinstance(part, Without)]
    if not wanted or None in wanted or None in denied:
        return None
    expression = f"({' AND '.join(map(str, wanted))})"
    return f"({expression} NOT ({' OR '.join(map(str, denied))}))" if denied else expression


def _query(query: Query, parameters: list[object]) -> str:
    if isinstance(query, Without):
        return f"NOT {_query(query.part, parameters)}"
    if isinstance(query, Both | Either):
        word = " AND " if isinstance(query, Both) else " OR "
        return f"({word.join(_query(part, parameters) for part in query.parts)})"
    return _words(query, parameters)


def _words(query: Words, parameters: list[object]) -> str:
    """Full text narrows it down; where blanks or punctuation stand in the words, the text itself decides."""
    runs = phrases(query.words)
    tests = []
    if runs:
        tests.append("d.id IN (SELECT rowid FROM full_text WHERE full_text MATCH ?)")
        parameters.append(" AND ".join(runs))
    if not is_one_run(query.words):
        tests.append("EXISTS (SELECT 1 FROM texts t WHERE t.document_id = d.id AND contains(t.text, ?))")
        parameters.append(query.words)
    return f"({' AND '.join(tests)})"


_NAMED = (
    ("chairs", "EXISTS (SELECT 1 FROM chairs f WHERE f.document_id = d.id AND instr(f.name, ?))"),
    ("organizations", "instr(d.organization, ?)"),
    ("bodies", "EXISTS (SELECT 1 FROM assignments f WHERE f.document_id = d.id AND instr(f.body, ?))"),
    ("indicators", "EXISTS (SELECT 1 FROM indicators f WHERE f.document_id = d.id AND instr(f.name, ?))"),
    ("types", "EXISTS (SELECT 1 FROM meeting_types f WHERE f.document_id = d.id AND f.type = ?)"),
)
_DATED = (
    ("since", "substr(d.date, -10) >= ?"),
    ("until", "substr(d.date, 1, 10) <= ?"),
    ("due_before", "EXISTS (SELECT 1 FROM deadlines f WHERE f.document_id = d.id AND f.due < ?)"),
)


def _facets(facets: Facets, parameters: list[object]) -> str:
    tests = []
    for name, test in _NAMED:
        values = getattr(facets, name)
        if values:
            tests.append(f"({' OR '.join([test] * len(values))})")
            parameters.extend(values)
    for name, test in _DATED:
        value = getattr(facets, name)
        if value is not None:
            tests.append(test)
            parameters.append(value)
    return " AND ".join(tests)
