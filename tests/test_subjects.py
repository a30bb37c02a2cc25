"""The order a sentence opens with, and whom it is said of."""

from __future__ import annotations

from typing import Any

import pytest

from minutes_cli.lexicon import default_lexicon
from minutes_cli.structure.subjects import subject_of_order
from minutes_cli.text.shadow import Shadow
from reading import load_cases


@pytest.mark.parametrize("case", load_cases("subjects"), ids=lambda case: case["input"])
def test_case(case: dict[str, Any]) -> None:
    shadow = Shadow.of(case["input"])
    order = subject_of_order(shadow, default_lexicon(), 0, len(shadow.source))
    if case["order"] is None:
        assert order is None
        return
    assert order is not None
    assert shadow.source[order.position :] == case["order"]
    assert (shadow.words(order.subject) if order.subject else None) == case["subject"]
