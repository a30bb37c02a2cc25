"""Folders of hand-read facts: `NAME.gold.yaml` beside the document `NAME.txt` (or .html, .docx …).

A key that is absent was not annotated and is not scored; an empty list (or null) says *there is none*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from minutes_cli.errors import UsageError
from minutes_cli.reports.facts import FIELDS

SUFFIX = ".gold.yaml"
KEYS = frozenset({name.partition(".")[0] for name in FIELDS} - {"chair_titles"} | {"encoding"})


@dataclass(frozen=True)
class GoldFile:
    """The facts of one document, and where the document lies."""

    path: Path
    document: Path
    facts: Mapping[str, object]


def read_gold_folders(folders: tuple[Path, ...]) -> Iterator[GoldFile]:
    """Every gold file of the folders, by name. Raises UsageError where there is none or one is unusable."""
    for folder in folders:
        paths = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
        if not paths:
            raise UsageError(f"no *{SUFFIX} in {folder}: name a folder of gold files beside their documents")
        for path in paths:
            yield GoldFile(path, _document_of(path), _read_facts(path))


def _document_of(path: Path) -> Path:
    stem = path.name.removesuffix(SUFFIX)
    beside = [p for p in sorted(path.parent.glob("*")) if p.stem == stem and not p.name.endswith(SUFFIX)]
    if not beside:
        raise UsageError(f"{path}: no document {stem}.txt (or .html, .docx …) beside it")
    plain = [p for p in beside if p.suffix == ".txt"]
    return (plain or beside)[0]


def _read_facts(path: Path) -> Mapping[str, object]:
    import yaml

    try:
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not YAML in UTF-8 ({error})") from error
    if not isinstance(facts, dict):
        raise UsageError(f"{path}: expected a mapping of fields")
    unknown = sorted(str(key) for key in facts if key not in KEYS)
    if unknown:
        raise UsageError(f"{path}: unknown field {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    return facts
