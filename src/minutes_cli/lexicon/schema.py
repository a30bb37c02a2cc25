"""What a lexicon file may say, and errors that name file, line, entry and remedy.

A file is a list of entries. Keys of an entry: ``id`` and ``kind`` (both needed); ``terms`` (a list of words) or
``pattern`` (a regular expression over folded text, in which ``{kind}`` stands for any word of that kind); ``left`` and
``right`` (guards round every term); ``value`` (what it stands for); ``since``/``until`` (years); ``examples`` and
``counterexamples`` (run as tests); ``note``. Every other key is kept in ``attributes`` for the step that asks.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon.entries import Entry

_TEXT = ("id", "kind", "pattern", "left", "right", "value", "note")
_LISTS = ("terms", "examples", "counterexamples")
_YEARS = ("since", "until")


def read_entries(file: str, data: bytes) -> list[Entry]:
    """The entries of one lexicon file. Raises LexiconError at the first that cannot be used."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        tree = yaml.compose(data, Loader=loader)
        raw = yaml.load(data, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise LexiconError(
            f"{file}{line}: this is no YAML ({getattr(error, 'problem', error)}); mend the line"
        ) from None
    except UnicodeDecodeError:
        raise LexiconError(f"{file}: a lexicon file is UTF-8; save it so") from None
    if raw is None or tree is None:
        return []
    if not isinstance(raw, list):
        raise LexiconError(f"{file}:1: a lexicon file is a list of entries; begin each with '- id: …'")
    lines = [node.start_mark.line + 1 for node in tree.value]
    entries = [
        _entry(file, line, _verbatim(node, item)) for line, node, item in zip(lines, tree.value, raw, strict=True)
    ]
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.id in seen:
            raise LexiconError(
                f"{file}:{entry.line}: the id {entry.id!r} stands already in line {seen[entry.id]}; rename one"
            )
        seen[entry.id] = entry.line
    return entries


def _verbatim(node: yaml.Node, item: Any) -> Any:
    """`item` with the words of its lists as they are written: 2019-7-31 is an example, not a date."""
    if not isinstance(item, dict) or not isinstance(node, yaml.MappingNode):
        return item
    for key, value in node.value:
        if key.value in _LISTS and isinstance(value, yaml.SequenceNode):
            item[key.value] = [n.value if isinstance(n, yaml.ScalarNode) else None for n in value.value]
    return item


def _entry(file: str, line: int, raw: Any) -> Entry:
    def fail(problem: str) -> LexiconError:
        name = raw.get("id") if isinstance(raw, dict) else None
        return LexiconError(f"{file}:{line}: entry {name or '(no id)'}: {problem}")

    if not isinstance(raw, dict):
        raise fail("an entry is a mapping; write '- id: …' and 'kind: …'")
    for key in ("id", "kind"):
        if not isinstance(raw.get(key), str) or not raw[key]:
            raise fail(f"it needs {key!r}; add it")
    fields: dict[str, Any] = {"file": file, "line": line}
    attributes: dict[str, Any] = {}
    for key, value in raw.items():
        if key in _LISTS:
            items = value if isinstance(value, list) else [value]
            if not all(isinstance(item, str) and item for item in items):
                raise fail(f"{key!r} is a list of words; put quotes round what YAML reads as a number")
            fields[key] = tuple(items)
        elif key in _TEXT:
            if not isinstance(value, str):
                raise fail(f"{key!r} is text; put quotes round it")
            fields[key] = value
        elif key in _YEARS:
            if not isinstance(value, int):
                raise fail(f"{key!r} is a year, such as 2019")
            fields[key] = value
        else:
            attributes[str(key)] = value
    if not fields.get("terms") and fields.get("pattern") is None:
        raise fail("it has neither 'terms' nor 'pattern', and would match nothing; add one")
    if fields.get("terms") and fields.get("pattern") is not None:
        raise fail("it has both 'terms' and 'pattern'; keep one")
    try:
        re.compile(
            re.sub(r"\{[a-z_]+\}", "x", fields.get("pattern") or fields.get("left", "") + fields.get("right", ""))
        )
    except re.error as error:
        raise fail(f"its pattern is no regular expression ({error}); mend it") from None
    if not re.fullmatch(r"(?:\(\?<[!=].*\))?", fields.get("left", "")):
        raise fail("'left' holds look-behinds only, such as (?<!统)")
    return Entry(attributes=attributes, **fields)
