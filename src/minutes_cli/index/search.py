"""`minutes search`: questions put to an SQLite index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from minutes_cli.errors import SourceError, UsageError
from minutes_cli.index.condition import Facets, condition, match_expression
from minutes_cli.index.grams import phrases, searchable
from minutes_cli.index.query import read_query, wanted_words
from minutes_cli.index.snippet import Snippet, cut_snippet
from minutes_cli.index.store import connect


@dataclass(frozen=True)
class Place:
    """The directive a hit stands in."""

    id: str
    marker: str | None
    heading: str


@dataclass(frozen=True)
class Hit:
    """A document that answers, and the words that do. `score` is higher for the better; 0 without words."""

    path: str
    title: str | None
    date: str | None
    organization: str | None
    meeting: str | None
    chairs: list[str]
    score: float
    snippet: Snippet
    directive: Place | None


@dataclass(frozen=True)
class Question:
    """What is asked: words (see `query.py`), facets, and which page of the answer."""

    text: str = ""
    facets: Facets = field(default_factory=Facets)
    limit: int = 20
    offset: int = 0


_OWN = "SELECT {0} AS value, count(*) AS documents FROM hits d GROUP BY 1"
_LISTED = (
    "SELECT f.{1} AS value, count(DISTINCT d.id) AS documents FROM {0} f JOIN hits d ON d.id = f.document_id GROUP BY 1"
)
FACETS = {
    "chair": _LISTED.format("chairs", "name"),
    "organization": _OWN.format("d.organization"),
    "type": _LISTED.format("meeting_types", "type"),
    "body": _LISTED.format("assignments", "body"),
    "indicator": _LISTED.format("indicators", "name"),
    "year": _OWN.format("substr(d.date, 1, 4)"),
    "kind": _OWN.format("d.kind"),
}
"""What `facets` counts; `hits` are the documents that answer."""


class Archive:
    """An index that is asked. Use it as a context, or `close` it.

    Raises SourceError where the file is no index, or one without full text.
    """

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, writable=False)
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'full_text'").fetchone():
            self.close()
            message = f"{path}: an index without full text; make one with -o NAME.sqlite"
            raise SourceError(message, code="index_no_text", details={"path": str(path)})
        self._connection.create_function("contains", 2, _contains, deterministic=True)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def count(self, question: Question) -> int:
        """How many documents answer."""
        sql, parameters = _documents(question)
        return int(self._ask(f"SELECT count(*) FROM ({sql})", parameters)[0][0])

    def facets(self, question: Question, top: int = 10) -> dict[str, list[tuple[str, int]]]:
        """For each facet its most frequent values among the documents that answer."""
        sql, parameters = _documents(question)
        self._connection.execute("DROP TABLE IF EXISTS temp.hits")
        self._ask(f"CREATE TEMP TABLE hits AS SELECT * FROM documents WHERE id IN (SELECT id FROM ({sql}))", parameters)
        order = "WHERE value IS NOT NULL ORDER BY documents DESC, value LIMIT ?"
        return {
            name: self._connection.execute(f"SELECT value, documents FROM ({query}) {order}", (top,)).fetchall()
            for name, query in FACETS.items()
        }

    def search(self, question: Question) -> Iterator[Hit]:
        """The documents that answer, the best first, then by path."""
        words = wanted_words(read_query(question.text))
        sql, parameters = _documents(question)
        rows = self._ask(
            f"SELECT id, score FROM ({sql}) JOIN documents USING (id) ORDER BY score, path LIMIT ? OFFSET ?",
            [*parameters, question.limit, question.offset],
        )
        for document, score in rows:
            yield self._hit(document, score, words)

    def _ask(self, sql: str, parameters: list[object]) -> list[tuple[Any, ...]]:
        """The rows; a query beyond SQLite's limits (of length, of depth) is the asker's to mend."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except (sqlite3.OperationalError, sqlite3.DataError) as error:
            message = f"the query is more than SQLite takes ({error}); ask a shorter one"
            raise UsageError(message, code="long_query") from error

    def _hit(self, document: int, score: float, words: Sequence[str]) -> Hit:
        path, title, date, organization, meeting, text = self._connection.execute(
            "SELECT d.path, d.title, d.date, d.organization, d.meeting, t.text FROM documents d "
            "JOIN texts t ON t.document_id = d.id WHERE d.id = ?",
            (document,),
        ).fetchone()
        chairs = self._connection.execute(
            "SELECT name FROM chairs WHERE document_id = ? AND name IS NOT NULL ORDER BY position", (document,)
        )
        snippet = cut_snippet(text, searchable(text), words)
        return Hit(
            *(path, title, date, organization, meeting),
            chairs=[name for (name,) in chairs],
            score=round(-score, 6),
            snippet=snippet,
            directive=self._place(document, snippet.marks[0][0]) if snippet.marks else None,
        )

    def _place(self, document: int, position: int) -> Place | None:
        row = self._connection.execute(
            "SELECT id, marker, heading FROM directives WHERE document_id = ? AND span_start <= ? AND span_end > ? "
            "ORDER BY position DESC LIMIT 1",
            (document, position, position),
        ).fetchone()
        return Place(*row) if row else None


def _documents(question: Question) -> tuple[str, list[object]]:
    """SQL for `id` and `score` of every document that answers, with its parameters. The lower score is the better."""
    query = read_query(question.text)
    if question.text.strip() and query is None:
        return "SELECT id, 0 AS score FROM documents WHERE 0", []
    scored = "SELECT rowid AS id, bm25(full_text, 4.0, 1.0) AS score FROM full_text WHERE full_text MATCH ?"
    expression = match_expression(query)
    if expression is not None:
        limits = condition(None, question.facets)
        if limits.sql == "1":
            return scored, [expression]
        return f"SELECT r.id, r.score FROM ({scored}) r JOIN documents d ON d.id = r.id WHERE {limits.sql}", [
            expression,
            *limits.parameters,
        ]
    limits = condition(query, question.facets)
    runs = [run for words in wanted_words(query) for run in phrases(words)]
    if not runs:
        return f"SELECT d.id, 0 AS score FROM documents d WHERE {limits.sql}", limits.parameters
    return (
        f"SELECT d.id, coalesce(r.score, 0) AS score FROM documents d LEFT JOIN ({scored}) r ON r.id = d.id "
        f"WHERE {limits.sql}",
        [" OR ".join(runs), *limits.parameters],
    )


def _contains(text: str, words: str) -> bool:
    return words in searchable(text)
