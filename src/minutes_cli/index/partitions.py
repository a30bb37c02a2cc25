"""An archive in partitions, each written once as Parquet: what a worker of a distributed engine does.

Files are read and written through fsspec, so that paths may be local, ``s3://`` or ``hdfs://``. A partition is a fixed
group of files; its name is a digest of their names, sizes and times and of how they are read. Its tables are written
first (``TABLE/NAME.parquet``), its mark last (``done/NAME.json``): what has no mark is not there, and a worker that
died leaves nothing that the next one does not write over, byte for byte the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from minutes_cli.errors import MinutesError, SourceError
from minutes_cli.index.reading import Reader, Recipe
from minutes_cli.index.rows import Row, document_row, document_rows
from minutes_cli.index.schema import DIRECTIVES, DOCUMENTS, LISTS

FILES_A_PARTITION = 100
"""Handing out a task costs about as much as reading one file, so a task is many files."""
MARKS = "done"

TABLES: Mapping[str, tuple[str, ...]] = {
    "documents": DOCUMENTS,
    "directives": ("document_id INTEGER", *DIRECTIVES),
    **{name: ("document_id INTEGER", "position INTEGER", *columns) for name, columns in LISTS.items()},
    "minutes": ("document_id INTEGER", "json"),
    "errors": ("path", "code", "message"),
}
"""The tables of an index, one a contract list; `errors` says what could not be read."""


class File(NamedTuple):
    """A file of the archive: its number, its path, its size, and what tells its version."""

    number: int
    path: str
    size: int
    version: str


class Partition(NamedTuple):
    """Files that are read together; `name` tells them and how they are read."""

    name: str
    files: tuple[File, ...]


class Done(NamedTuple):
    """What became of a partition."""

    name: str
    files: int
    failed: int


def list_files(paths: Iterable[str], suffixes: tuple[str, ...]) -> list[File]:
    """Every document below `paths` (URLs or local), in the order of their names."""
    from fsspec.core import url_to_fs

    found: dict[str, tuple[int, str]] = {}
    for path in paths:
        filesystem, inner = url_to_fs(path)
        if filesystem.isfile(inner):
            listing = {inner: filesystem.info(inner)}
        else:
            listing = filesystem.find(inner, detail=True)
            if not listing:
                raise MinutesError(f"{path}: there are no files there; check the path")
        for name, info in listing.items():
            hidden = any(part.startswith(".") for part in name[len(inner) :].split("/"))
            if name == inner or (name.lower().endswith(suffixes) and not hidden):
                version = str(info.get("mtime") or info.get("ETag") or info.get("LastModified") or "")
                found[filesystem.unstrip_protocol(name) if "://" in path else name] = (info["size"], version)
    return [File(number, path, *found[path]) for number, path in enumerate(sorted(found), 1)]


def partition(files: list[File], recipe: Recipe, size: int = FILES_A_PARTITION) -> Iterator[Partition]:
    """`files` in groups of `size`."""
    for start in range(0, len(files), size):
        group = tuple(files[start : start + size])
        told = json.dumps([recipe.fingerprint, *group], ensure_ascii=False)
        yield Partition(sha256(told.encode()).hexdigest()[:20], group)


def write_partition(part: Partition, recipe: Recipe, target: str) -> Done:
    """Read the files of `part` and write its tables and its mark below `target`. Runs in a worker."""
    rows: dict[str, list[Row]] = {}
    reader = Reader(recipe, full_text=False)
    for file in part.files:
        for table, more in _read(reader, file).items():
            rows.setdefault(table, []).extend(more)
    for table, columns in TABLES.items():
        if rows.get(table):
            _put(f"{target}/{table}/{part.name}.parquet", _parquet(columns, rows[table]))
    failed = len(rows.get("errors", []))
    done = Done(part.name, len(part.files), failed)
    _put(f"{target}/{MARKS}/{part.name}.json", json.dumps(done._asdict()).encode())
    return done


def _read(reader: Reader, file: File) -> dict[str, list[Row]]:
    """The rows of one file, or a row in `errors`. Never raises."""
    from fsspec.core import url_to_fs

    from minutes_cli.pipeline import parse_source
    from minutes_cli.sources.read import source_from_bytes
    from minutes_cli.structure.document import Options

    recipe = reader.recipe
    try:
        filesystem, inner = url_to_fs(file.path)
        source = source_from_bytes(filesystem.cat_file(inner), file.path, recipe.encoding)
        minutes = parse_source(source, Options(year=recipe.year), reader.lexicon, reader.segmenter)
    except SourceError as error:
        return {"errors": [(file.path, error.code, str(error))]}
    except Exception as error:  # what went wrong with one file must not cost the others
        return {"errors": [(file.path, "defect", f"{type(error).__name__}: {error}")]}
    row = (*document_row(file.number, minutes), file.size, None, recipe.fingerprint)
    return {
        "documents": [row],
        **document_rows(file.number, minutes, source.text),
        "minutes": [(file.number, minutes.model_dump_json())],
    }


def _parquet(columns: tuple[str, ...], rows: list[Row]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    types = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    fields = []
    for declared in columns:
        name, *rest = declared.split()
        fields.append(pyarrow.field(name, types.get(rest[0] if rest else "", pyarrow.string())))
    arrays = [
        pyarrow.array([_plain(row[i], field.type == pyarrow.int64()) for row in rows], field.type)
        for i, field in enumerate(fields)
    ]
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields)), buffer, compression="zstd")
    return buffer.getvalue()


def _plain(value: Any, is_integer: bool) -> Any:
    return int(value) if is_integer and isinstance(value, bool) else value


def _put(url: str, data: bytes) -> None:
    """Write `data` so that a reader sees all of it or nothing: renamed into place where the file system can."""
    from fsspec.core import url_to_fs

    filesystem, path = url_to_fs(url)
    folder = path.rpartition("/")[0]
    filesystem.makedirs(folder, exist_ok=True)
    if "file" not in filesystem.protocol and filesystem.protocol != "hdfs":
        filesystem.pipe_file(path, data)  # object stores put whole objects
        return
    draft = f"{folder}/.{path.rpartition('/')[2]}.{sha256(data).hexdigest()[:8]}"
    filesystem.pipe_file(draft, data)
    filesystem.mv(draft, path)
