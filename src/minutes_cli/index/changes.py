"""What changed in an archive since its store was written: the walk, put beside what the store knows of each file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from minutes_cli.index.reading import Job
from minutes_cli.index.store import Store
from minutes_cli.index.walk import Found


class Plan(NamedTuple):
    """What a run has to do: counts of files."""

    files: int
    to_read: int
    unchanged: int
    vanished: int
    failed: int
    is_current: bool


class Changes:
    """A walk noted beside a store. Everything is kept in SQLite's temporary tables, however large the archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection

    def note_walk(self, found: Iterable[Found]) -> None:
        """Remember what the archive holds now; a file that is met twice counts once."""
        run = self._connection.execute
        run("DROP TABLE IF EXISTS temp.walked")
        run(
            "CREATE TABLE temp.walked (path TEXT PRIMARY KEY, file BLOB, size, modified_ns, changed_ns, code, message) "
            "WITHOUT ROWID"
        )
        run("BEGIN")
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.walked VALUES (?, ?, ?, ?, ?, ?, ?)", (_walked(one) for one in found)
        )
        run("COMMIT")

    def moved_to(self, store: Store) -> Changes:
        """The same walk beside a copy of the store. Both must be open."""
        moved = Changes(store)
        moved.note_walk(())
        moved._connection.execute("BEGIN")
        moved._connection.executemany(
            "INSERT INTO temp.walked VALUES (?, ?, ?, ?, ?, ?, ?)",
            self._connection.execute("SELECT * FROM temp.walked ORDER BY path"),
        )
        moved._connection.execute("COMMIT")
        return moved

    def plan(self, fingerprint: str) -> Plan:
        """Compare the walk with the store."""
        self._connection.execute("DROP TABLE IF EXISTS temp.todo")
        self._connection.execute(_TODO, {"fingerprint": fingerprint})
        count = self._store.count
        files, to_read = count("SELECT count(*) FROM temp.walked"), count("SELECT count(*) FROM temp.todo")
        failed = count("SELECT count(*) FROM temp.walked WHERE code IS NOT NULL")
        vanished = count(f"SELECT count(*) FROM documents WHERE {_GONE}")
        stale_errors = count(f"SELECT count(*) FROM errors WHERE {_UNMET}") + count(_NEW_FAILURES)
        unchanged = files - to_read - failed
        return Plan(files, to_read, unchanged, vanished, failed, not (to_read or vanished or stale_errors))

    def remove_vanished(self) -> None:
        """Take out what the archive no longer holds, and what failed in the walk itself put down as errors."""
        gone = [row[0] for row in self._connection.execute(f"SELECT id FROM documents WHERE {_GONE}")]
        for document in gone:
            self._store.remove(document)
        self._connection.execute(f"DELETE FROM errors WHERE {_UNMET}")
        self._connection.execute(_PUT_FAILURES)

    def jobs(self, fingerprint: str) -> Iterator[Job]:
        """What is to be read, in the order of the paths. Ids ascend with the paths."""
        known = self._store.count("SELECT coalesce(max(id), 0) FROM documents")
        last = 0
        while True:
            chunk = self._connection.execute(
                "SELECT rowid, * FROM temp.todo WHERE rowid > ? ORDER BY rowid LIMIT 1024", (last,)
            ).fetchall()
            if not chunk:
                return
            for last, path, file, size, modified, changed, sha256, parsed_with, is_new in chunk:
                trusted = sha256 if parsed_with == fingerprint else None
                name = os.fsdecode(file) if file else path
                yield Job(known + last, path, name, trusted, (size, modified, changed), bool(is_new))

    def first_failure(self) -> tuple[str, str, str]:
        """Path, code and message of the first thing that could not be walked."""
        query = "SELECT path, code, message FROM temp.walked WHERE code IS NOT NULL ORDER BY path LIMIT 1"
        path, code, message = self._connection.execute(query).fetchone()
        return path, code, message


_GONE = "path NOT IN (SELECT path FROM temp.walked WHERE code IS NULL)"
_UNMET = "path NOT IN (SELECT path FROM temp.walked)"
_FAILED = "SELECT path, code, message, size, modified_ns, changed_ns, NULL FROM temp.walked WHERE code IS NOT NULL"
_NEW_FAILURES = (
    "SELECT count(*) FROM temp.walked w LEFT JOIN errors e ON e.path = w.path AND e.code = w.code "
    "WHERE w.code IS NOT NULL AND e.path IS NULL"
)
_PUT_FAILURES = f"INSERT OR REPLACE INTO errors {_FAILED}"
_TODO = """
    CREATE TEMP TABLE todo AS
    SELECT w.path, w.file, w.size, w.modified_ns, w.changed_ns, d.sha256, d.fingerprint,
           d.path IS NULL AND e.path IS NULL
      FROM temp.walked w
      LEFT JOIN documents d ON d.path = w.path
      LEFT JOIN errors e ON e.path = w.path
     WHERE w.code IS NULL
       AND NOT coalesce(d.size = w.size AND d.modified_ns = w.modified_ns AND d.fingerprint = :fingerprint, 0)
       AND NOT coalesce(e.size = w.size AND e.modified_ns = w.modified_ns AND e.changed_ns = w.changed_ns
                        AND e.fingerprint = :fingerprint, 0)
     ORDER BY w.path"""


def _walked(found: Found) -> tuple[object, ...]:
    path = found.path
    try:
        path.encode()
    except UnicodeEncodeError:  # a name in another encoding than the file system's
        raw = os.fsencode(path)
        return (raw.decode("utf-8", "backslashreplace"), raw, *found[1:])
    return (path, None, *found[1:])
