"""YAML files to entries: validated once, then kept as JSON in the user's cache, since YAML is slow to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from minutes_cli.errors import LexiconError
from minutes_cli.files import cache_folder, store_in_cache
from minutes_cli.lexicon.entries import Entry
from minutes_cli.lexicon.lexicon import Lexicon


@cache
def default_lexicon() -> Lexicon:
    """The lexicon shipped with the package."""
    return load_lexicon()


def load_lexicon(extra: Sequence[str | Path] = ()) -> Lexicon:
    """The shipped lexicon with the files `extra` laid over it, later ones over earlier ones.

    Raises LexiconError, which names file, line, entry and remedy.
    """
    folder = resources.files("minutes_cli.lexicon")
    files = [
        (p.name, p.read_bytes()) for p in sorted(folder.iterdir(), key=lambda p: p.name) if p.name.endswith(".yaml")
    ]
    for path in extra:
        try:
            files.append((str(path), Path(path).read_bytes()))
        except OSError as error:
            raise LexiconError(f"{path}: the lexicon file cannot be read ({error.strerror}); check the path") from None
    digest = sha256(b"\0".join(name.encode() + b"\0" + data for name, data in files)).hexdigest()[:16]
    return Lexicon(_entries(files, digest), version=digest)


def _entries(files: Iterable[tuple[str, bytes]], digest: str) -> list[Entry]:
    name = f"lexicon-{digest}.json"
    folder = cache_folder()
    if folder is not None:
        try:
            return [_thaw(raw) for raw in json.loads((folder / name).read_bytes())]
        except (OSError, ValueError, TypeError, KeyError):
            pass  # not there yet, or damaged: built again below
    from minutes_cli.lexicon.schema import read_entries

    entries = [entry for file, data in files for entry in read_entries(file, data)]
    store_in_cache(name, json.dumps([asdict(e) for e in entries], ensure_ascii=False).encode())
    return entries


def _thaw(raw: dict[str, Any]) -> Entry:
    for key in ("terms", "examples", "counterexamples"):
        raw[key] = tuple(raw[key])
    return Entry(**raw)
