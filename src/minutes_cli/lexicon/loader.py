"""YAML files to entries: validated once, then kept as JSON in the user's cache, since YAML is slow to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from minutes_cli.errors import LexiconError
from minutes_cli.files import cache_folder, store_in_cache
from minutes_cli.lexicon.entries import Entry
from minutes_cli.lexicon.lexicon import Lexicon

_SHIPPED = Path(__file__).parent


@cache
def default_lexicon() -> Lexicon:
    """The lexicon shipped with the package."""
    return load_lexicon()


def load_lexicon(extra: Sequence[str | Path] = ()) -> Lexicon:
    """The shipped lexicon with the files `extra` laid over it, later over earlier; ``pack:water`` names a pack.

    Raises LexiconError, which names file, line, entry and remedy.
    """
    files = [(path.name, path.read_bytes()) for path in sorted(_SHIPPED.glob("*.yaml"))]
    files += [(str(path), _read(path)) for path in extra]
    digest = sha256(b"\0".join(name.encode() + b"\0" + data for name, data in files)).hexdigest()[:16]
    return Lexicon(_entries(files, digest), version=digest)


def packs() -> list[str]:
    """Names of the sector packs that ship with the package; `load_lexicon` takes them as ``pack:NAME``."""
    return sorted(path.stem for path in (_SHIPPED / "packs").glob("*.yaml"))


def _read(path: str | Path) -> bytes:
    name = str(path).removeprefix("pack:")
    if name != str(path):
        if name not in packs():
            raise LexiconError(f"{path}: there is no such pack; there are {', '.join(packs())}")
        return (_SHIPPED / "packs" / f"{name}.yaml").read_bytes()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: the lexicon file cannot be read ({error.strerror}); check the path") from None


def _entries(files: Iterable[tuple[str, bytes]], digest: str) -> list[Entry]:
    name = f"lexicon-{digest}.json"
    folder = cache_folder()
    if folder is not None:
        try:
            return [_thaw(raw) for raw in orjson.loads((folder / name).read_bytes())]
        except (OSError, ValueError, TypeError, KeyError):
            pass  # not there yet, or damaged: built again below
    from minutes_cli.lexicon.schema import read_entries

    entries = [entry for file, data in files for entry in read_entries(file, data)]
    store_in_cache(name, orjson.dumps([e._asdict() for e in entries]))
    return entries


def _thaw(raw: dict[str, Any]) -> Entry:
    for key in ("terms", "examples", "counterexamples"):
        raw[key] = tuple(raw[key])
    return Entry(**raw)
