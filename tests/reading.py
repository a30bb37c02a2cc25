"""Small factories for tests: a text in, `Minutes` (as a mapping) out; partial comparison; every value of a document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from minutes_cli.models import Minutes, Source
from minutes_cli.pipeline import parse_source
from minutes_cli.sources.source import SourceText
from minutes_cli.structure.document import Options

CASES = Path(__file__).parent / "cases"


def read(text: str, *, path: str = "-", year: int | None = None, date: str | None = None) -> Minutes:
    """`text` parsed as a file named `path` would be."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(path=path, encoding="utf-8", sha256=digest, length=len(text))
    return parse_source(SourceText(text, source), Options(year=year, date=date))


def load_cases(name: str) -> list[dict[str, Any]]:
    """The cases of ``cases/NAME.yaml``: each has an ``id``, an ``input`` and what to ``expect``."""
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return cases


def outline(minutes: Minutes) -> list[str]:
    """The tree as lines: level, kind, marker and heading, two blanks a depth (`1 item 一要|压实责任`)."""

    def lines(nodes: Any, depth: int) -> Iterator[str]:
        for node in nodes:
            yield f"{'  ' * depth}{node.level} {node.kind} {node.marker or '-'}|{node.heading}"
            yield from lines(node.children, depth + 1)

    return list(lines(minutes.directives, 0))


def values(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a dumped document that has a span."""
    if isinstance(tree, dict):
        if tree.get("span") is not None:
            yield tree
        for child in tree.values():
            yield from values(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from values(child)


def check_provenance(text: str, minutes: Minutes) -> None:
    """Every value points at its words, names its rule; children stand inside their parents, in order."""
    dumped = minutes.model_dump()
    for value in values(dumped):
        start, end = value.get("text_span") or value["span"]
        assert 0 <= start <= end <= len(text), value
        if "text" in value:
            assert text[start:end] == value["text"], value
            assert value["rule"], value
        for key in ("marker_span", "heading_span", "value_span", "evidence"):
            if value.get(key):
                assert 0 <= value[key][0] <= value[key][1] <= len(text), (key, value)
        if value.get("marker_span"):
            assert text[slice(*value["marker_span"])] == value["marker"]
        if "heading_span" in value:
            assert text[slice(*value["heading_span"])] == value["heading"]
        for mention in value.get("mentions", []):
            assert 0 <= mention[0] < mention[1] <= len(text), value
    _check_order(minutes.directives, (0, len(text)))


def _check_order(nodes: Any, room: tuple[int, int]) -> None:
    at = room[0]
    for node in nodes:
        assert at <= node.span[0] <= node.span[1] <= room[1], node.id
        at = node.span[1]
        _check_order(node.children, node.span)


def work(text: str) -> int:
    """How many calls reading `text` takes: its cost, the same on every machine however busy."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    read(text)  # what is compiled once is no cost of the text
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls
