"""The SQLite file that holds an index: opening it, what it knows of each file, taking documents in and out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from minutes_cli.errors import SourceError
from minutes_cli.index import schema
from minutes_cli.index.grams import grams, searchable
from minutes_cli.index.reading import Outcome

APPLICATION_ID = 0x6D696E75
"""`minu`, in the file's header: tells an index from any other SQLite file."""


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open the store at `path`. Raises SourceError where there is no index, or one of another version."""
    if not path.exists():
        message = f"{path}: there is no such index; make one with `minutes index FOLDER -o {path}`"
        raise SourceError(message, code="index_missing", details={"path": str(path)})
    mode = "rwc" if writable else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _no_index(path) from error
    if application != APPLICATION_ID or version is None:
        connection.close()
        raise _no_index(path)
    if version[0] != schema.SCHEMA_VERSION:
        connection.close()
        details = {"path": str(path), "version": str(version[0])}
        raise SourceError(
            f"{path}: an index of version {version[0]}; make it again", code="index_version", details=details
        )
    return connection


def _no_index(path: Path) -> SourceError:
    message = f"{path}: this is no index; make one with `minutes index FOLDER -o NAME.sqlite`"
    return SourceError(message, code="index_none", details={"path": str(path)})


class Store:
    """A store that is written to, or asked what has changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE name = 'full_text'")]
        self.full_text = bool(names)

    @classmethod
    def create(cls, path: Path, *, full_text: bool) -> Store:
        """A new, empty store at `path`."""
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("BEGIN")
        for statement in schema.statements(full_text=full_text):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", (schema.SCHEMA_VERSION,))
        connection.execute("COMMIT")
        return cls(connection)

    def finish(self) -> None:
        """Close the file for good, its journal gone."""
        self.connection.execute("PRAGMA journal_mode = DELETE")
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def is_sound(self) -> bool:
        """Whether the file is whole: asked of what a run left that may have ended with the machine."""
        try:
            answer = self.connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError:
            return False
        return bool(answer and answer[0] == "ok")

    def begin(self) -> None:
        """Begin a transaction."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep what was done since it began; an interrupted run may ask between two transactions."""
        if self.connection.in_transaction:
            self.connection.execute("COMMIT")

    def prepare_for_writing(self) -> None:
        """Journal on disk, so that a killed process leaves a whole file; forcing to disk waits for the end."""
        for pragma in ("journal_mode = TRUNCATE", "synchronous = OFF", "cache_size = -65536", "foreign_keys = OFF"):
            self.connection.execute(f"PRAGMA {pragma}")

    def document_count(self) -> int:
        """How many documents there are."""
        return self.count("SELECT count(*) FROM documents")

    def error_count(self) -> int:
        """How many files could not be read."""
        return self.count("SELECT count(*) FROM errors")

    def count(self, query: str) -> int:
        """The number that `query` asks for."""
        return int(self.connection.execute(query).fetchone()[0])

    # --- taking in ---------------------------------------------------------------------------------------------------

    def take(self, outcomes: list[Outcome], fingerprint: str) -> None:
        """Put down what became of a batch of files, in place of what was known of them."""
        tables: dict[str, list[tuple[object, ...]]] = {}
        for outcome in outcomes:
            path, state = outcome.job.path, outcome.job.state
            if outcome.is_unchanged:
                self.connection.execute(
                    "UPDATE documents SET size = ?, modified_ns = ? WHERE path = ?", (*state[:2], path)
                )
                continue
            if not outcome.job.is_new:
                self._forget(path)
            if outcome.row is None:
                self.connection.execute(
                    "INSERT INTO errors VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (path, outcome.code, outcome.message, *state, fingerprint),
                )
                continue
            tables.setdefault("documents", []).append((*outcome.row, *state[:2], fingerprint))
            tables.setdefault("minutes", []).append((outcome.job.document, outcome.json))
            for name, rows in (outcome.rows or {}).items():
                tables.setdefault(name, []).extend(rows)
            if self.full_text:
                tables.setdefault("texts", []).append((outcome.job.document, outcome.text))
                tables.setdefault("full_text", []).append((outcome.job.document, outcome.title, outcome.grams))
        for name, rows in tables.items():
            self.connection.executemany(_INSERTIONS[name], rows)

    def _forget(self, path: str) -> None:
        self.connection.execute("DELETE FROM errors WHERE path = ?", (path,))
        known = self.connection.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        if known:
            self.remove(known[0])

    def remove(self, document: int) -> None:
        """Take out all that is known of a document."""
        if self.full_text:
            title, text = self.connection.execute(
                "SELECT d.title, t.text FROM documents d JOIN texts t ON t.document_id = d.id WHERE d.id = ?",
                (document,),
            ).fetchone()
            # A table without content of its own must be told what to take out.
            self.connection.execute(
                "INSERT INTO full_text (full_text, rowid, title, text) VALUES ('delete', ?, ?, ?)",
                (document, grams(searchable(title or "")), grams(searchable(text))),
            )
            self.connection.execute("DELETE FROM texts WHERE document_id = ?", (document,))
        for table in schema.CHILDREN:
            self.connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document,))
        self.connection.execute("DELETE FROM documents WHERE id = ?", (document,))

    def add_indexes(self) -> None:
        """The indexes that questions need; made after the first load, since that is faster."""
        for name, columns in schema.INDEXES.items():
            self.connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")

    # --- what is said of the store itself ----------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """What is noted under `key`."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def note(self, key: str, value: str) -> None:
        """Note `value` under `key`."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


_INSERTIONS = {
    name: schema.insertion(name) for name in ("documents", "directives", "minutes", "texts", *schema.LISTS)
} | {"full_text": "INSERT INTO full_text (rowid, title, text) VALUES (?, ?, ?)"}
