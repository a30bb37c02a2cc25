"""The documents of an index as they were read: what reports are made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minutes_cli.index.store import connect
from minutes_cli.models import Minutes

SUFFIXES = (".sqlite", ".sqlite3", ".db")
"""What an index that can be asked is called."""


def stored_documents(path: Path, *, only_meetings: bool = False) -> Iterator[Minutes]:
    """Every document in the index at `path`, by path, one at a time; `only_meetings` leaves out what is no minutes.

    Raises SourceError where there is no index.
    """
    wanted = "WHERE d.kind <> 'other'" if only_meetings else ""
    query = f"SELECT m.json FROM documents d JOIN minutes m ON m.document_id = d.id {wanted} ORDER BY d.path"
    connection = connect(path, writable=False)
    try:
        for (document,) in connection.execute(query):
            yield Minutes.model_validate_json(document)
    finally:
        connection.close()
