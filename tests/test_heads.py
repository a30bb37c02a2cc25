"""Who says what: statements with their speakers, who spoke, who was told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from minutes_cli.models import Directive
from reading import check_provenance, load_cases, read


def _statements(nodes: list[Directive]) -> Iterator[str]:
    for node in nodes:
        if node.kind == "statement":
            yield f"{node.marker}|{node.speaker or '-'}|{node.heading}"
        yield from _statements(node.children)


@pytest.mark.parametrize("case", load_cases("heads"), ids=lambda case: case["id"])
def test_heads(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    assert list(_statements(minutes.directives)) == case["statements"]
    if "speakers" in case:
        assert [person.name for person in minutes.speakers] == case["speakers"]
    if "addressees" in case:
        assert [a.body for a in minutes.assignments if a.role == "addressee"] == case["addressees"]
    check_provenance(case["input"], minutes)
