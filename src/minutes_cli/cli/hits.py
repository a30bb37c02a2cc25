"""Hits of a search as people and programs read them."""

from __future__ import annotations

import csv as comma_separated
import io
from collections.abc import Sequence
from typing import Any

from minutes_cli.cli.messages import say
from minutes_cli.index.search import Hit
from minutes_cli.writers.json import line, pretty

COLUMNS = ("path", "title", "date", "organization", "meeting", "chairs", "score", "directive", "heading", "snippet")
"""The columns of the CSV."""
BOM = "\ufeff"
"""Tells Excel on Windows that the CSV is UTF-8."""
_MARK, _FAINT, _PLAIN = "\x1b[1;31m", "\x1b[2m", "\x1b[0m"

Facets = dict[str, list[tuple[str, int]]]


def table(hits: Sequence[Hit], total: int, offset: int, *, is_coloured: bool) -> str:
    """A block of lines a hit: what it is, where it lies, the words in their sentence."""
    faint, plain = (_FAINT, _PLAIN) if is_coloured else ("", "")
    opening, closing = (_MARK, _PLAIN) if is_coloured else ("【", "】")
    lines = [say(f"{total} hits", f"命中 {total} 件")]
    for number, hit in enumerate(hits, offset + 1):
        about = [hit.date, hit.organization, "、".join(hit.chairs)]
        lines += ["", f"{number}. {hit.title or hit.path}", "   " + "  ".join(word for word in about if word)]
        if not lines[-1].strip():
            lines.pop()
        lines.append(f"   {faint}{hit.path}{plain}")
        lines.append(f"   {_place(hit)}{hit.snippet.marked(opening, closing)}")
    return "\n".join(lines) + "\n"


def json(hits: Sequence[Hit], *, lines: bool) -> bytes:
    """An array, or a line a hit."""
    if lines:
        return b"".join(line(_data(hit)) for hit in hits)
    return pretty([_data(hit) for hit in hits])


def csv(hits: Sequence[Hit]) -> bytes:
    """A row a hit, for Excel."""
    rows = []
    for hit in hits:
        data = _data(hit)
        place = data.pop("directive") or {}
        data |= {"chairs": "、".join(hit.chairs), "directive": place.get("id"), "heading": place.get("heading")}
        rows.append([data[column] for column in COLUMNS])
    return _csv(COLUMNS, rows)


def facet_table(facets: Facets) -> str:
    """The values of each facet with their counts."""
    lines = []
    for name, values in facets.items():
        if values:
            lines += [name, *(f"  {count:>6}  {value}" for value, count in values), ""]
    return "\n".join(lines)


def facet_data(facets: Facets, format: str) -> bytes:
    """The same for programs."""
    rows = [(name, value, count) for name, values in facets.items() for value, count in values]
    if format == "csv":
        return _csv(("facet", "value", "documents"), rows)
    objects = [{"facet": name, "value": value, "documents": count} for name, value, count in rows]
    if format == "jsonl":
        return b"".join(map(line, objects))
    return pretty({name: dict(values) for name, values in facets.items()})


def _place(hit: Hit) -> str:
    if hit.directive is None:
        return ""
    marker = hit.directive.marker or ""
    return f"[{hit.directive.id}{' ' if marker else ''}{marker}] "


def _data(hit: Hit) -> dict[str, Any]:
    place = hit.directive
    return {
        "path": hit.path,
        "title": hit.title,
        "date": hit.date,
        "organization": hit.organization,
        "meeting": hit.meeting,
        "chairs": hit.chairs,
        "score": hit.score,
        "directive": {"id": place.id, "marker": place.marker, "heading": place.heading} if place else None,
        "snippet": hit.snippet.marked(),
        "text": hit.snippet.text,
        "span": hit.snippet.span,
        "marks": hit.snippet.marks,
    }


def _csv(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    stream = io.StringIO()
    writer = comma_separated.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_harmless(value) for value in row] for row in rows])
    return (BOM + stream.getvalue()).encode()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value
