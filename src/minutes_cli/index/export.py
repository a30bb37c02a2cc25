"""An index as JSON, JSON Lines or YAML, written from the store piece by piece: memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from minutes_cli.index import block_yaml
from minutes_cli.index.schema import SCHEMA_VERSION
from minutes_cli.index.sections import SECTIONS, duplicates, section

Pieces = Iterator[bytes]


def json_pieces(connection: sqlite3.Connection, generator: str) -> Pieces:
    """One object, the contract's keys in its order; every document and every value on a line of its own."""
    yield b'{\n"schema_version":' + orjson.dumps(SCHEMA_VERSION) + b',\n"generator":' + orjson.dumps(generator)
    yield b',\n"documents":['
    yield from _joined(_documents(connection))
    yield b"]"
    for name in SECTIONS:
        yield b",\n" + orjson.dumps(name) + b":{"
        lines = section(connection, name)
        yield from _joined(orjson.dumps(key) + b":" + orjson.dumps(places) for key, places in lines)
        yield b"}"
    yield b',\n"duplicates":['
    yield from _joined(map(orjson.dumps, duplicates(connection)))
    yield b'],\n"errors":['
    yield from _joined(map(orjson.dumps, errors(connection)))
    yield b"]\n}\n"


def jsonl_pieces(connection: sqlite3.Connection, generator: str) -> Pieces:  # noqa: ARG001
    """A document a line, nothing else: what jq, pandas and DuckDB want."""
    for document in _documents(connection):
        yield document + b"\n"


def yaml_pieces(connection: sqlite3.Connection, generator: str) -> Pieces:
    """The same as the JSON, in blocks that people can read."""
    yield b"schema_version: " + orjson.dumps(SCHEMA_VERSION) + b"\ngenerator: " + orjson.dumps(generator) + b"\n"
    yield from _yaml_list("documents", map(orjson.loads, _documents(connection)))
    for name in SECTIONS:
        is_empty = True
        for key, places in section(connection, name):
            yield f"{name}:\n".encode() if is_empty else b""
            is_empty = False
            yield block_yaml.entry(key, places, 1).encode()
        yield f"{name}: {{}}\n".encode() if is_empty else b""
    yield from _yaml_list("duplicates", duplicates(connection))
    yield from _yaml_list("errors", errors(connection))


FORMATS: dict[str, Callable[[sqlite3.Connection, str], Pieces]] = {
    ".json": json_pieces,
    ".jsonl": jsonl_pieces,
    ".ndjson": jsonl_pieces,
    ".yaml": yaml_pieces,
    ".yml": yaml_pieces,
}
"""What writes which suffix."""


def errors(connection: sqlite3.Connection) -> Iterator[dict[str, str]]:
    """What could not be read, by path."""
    for path, code, message in connection.execute("SELECT path, code, message FROM errors ORDER BY path"):
        yield {"path": path, "code": code, "message": message}


def _documents(connection: sqlite3.Connection) -> Pieces:
    query = "SELECT m.json FROM documents d JOIN minutes m ON m.document_id = d.id ORDER BY d.path"
    for (document,) in connection.execute(query):
        yield document.encode()


def _joined(pieces: Iterable[bytes]) -> Pieces:
    between = b"\n"
    for piece in pieces:
        yield between + piece
        between = b",\n"


def _yaml_list(name: str, values: Iterable[Any]) -> Pieces:
    is_empty = True
    for value in values:
        yield f"{name}:\n".encode() if is_empty else b""
        is_empty = False
        yield block_yaml.item(value, 0).encode()
    yield f"{name}: []\n".encode() if is_empty else b""
