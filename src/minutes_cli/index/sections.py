"""The inverted sections of an index: from a value to every place where it occurs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TypedDict


def _list(table: str, key: str, alias: str = "t", directive: str = "t.directive") -> str:
    return (
        f"SELECT DISTINCT {key} AS key, d.path AS path, {directive} AS directive, {alias}.span_start AS start, "
        f"{alias}.span_end AS stop FROM {table} t JOIN documents d ON d.id = t.document_id"
    )


def _mentioned(table: str, key: str) -> str:
    mentions = f"JOIN mentions m ON m.document_id = t.document_id AND m.list = '{table}' AND m.item = t.position"
    return _list(table, key, "m", "m.directive") + f" {mentions}"


SECTIONS: Mapping[str, str] = {
    "by_date": _list("dates", "coalesce(t.resolved, t.edtf)", directive="NULL") + " WHERE t.role = 'meeting'",
    "by_chair": _list("chairs", "t.name", directive="NULL"),
    "by_organization": _list("header", "t.name", directive="NULL") + " WHERE t.field = 'organization'",
    "by_indicator": _mentioned("indicators", "t.name"),
    "by_body": _list("assignments", "t.body"),
    "by_deadline": _list("deadlines", "coalesce(t.resolved, t.edtf, t.text)"),
    "by_cited_document": _mentioned("cited_documents", "t.title"),
    "by_person": _mentioned("persons", "t.name"),
    "by_keyword": _list("keywords", "t.term"),
}
"""Each section's query: key, path, directive, start, stop. What has no key (an unnamed person) is left out."""


class Occurrence(TypedDict):
    """Where a value occurs; `span` is null for a keyword that stands nowhere as it is."""

    path: str
    directive: str | None
    span: tuple[int, int] | None


def section(connection: sqlite3.Connection, name: str) -> Iterator[tuple[str, list[Occurrence]]]:
    """The values of a section in order, each with its occurrences by path and place. SQLite sorts on disk."""
    rows = connection.execute(
        f"SELECT * FROM ({SECTIONS[name]}) WHERE key IS NOT NULL ORDER BY key, path, start, stop, directive"
    )
    for key, group in groupby(rows, key=lambda row: row[0]):
        yield (
            key,
            [
                Occurrence(path=path, directive=directive, span=None if start is None else (start, stop))
                for _, path, directive, start, stop in group
            ],
        )


class Duplicate(TypedDict):
    """Files that are the same (`bytes`), or tell of the same meeting (`meeting`)."""

    reason: str
    paths: list[str]


def duplicates(connection: sqlite3.Connection) -> Iterator[Duplicate]:
    """Groups of files, those of equal bytes first."""
    for reason, query in (
        ("bytes", "SELECT sha256, path FROM duplicate_files ORDER BY sha256, path"),
        ("meeting", "SELECT meeting, path FROM duplicate_meetings ORDER BY meeting, path"),
    ):
        groups = [[path for _, path in group] for _, group in groupby(connection.execute(query), lambda row: row[0])]
        for paths in sorted(groups):
            yield Duplicate(reason=reason, paths=paths)
