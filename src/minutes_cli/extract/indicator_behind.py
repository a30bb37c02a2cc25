"""A value that stands before its name: 不低于30%的补助比例, 98%的正确率."""

from __future__ import annotations

from minutes_cli.extract.indicator_name import Name, Names
from minutes_cli.extract.quantity import Quantity
from minutes_cli.lexicon import Lexicon
from minutes_cli.text.shadow import Shadow

_LONGEST = 9
_KINDS = ("rate", "share")


class Behind:
    """Reads the name behind 的 that a share is said of."""

    def __init__(self, lexicon: Lexicon, names: Names) -> None:
        self._names = names
        self._goes_on = lexicon.pattern("indicator.behind.goes_on")

    def read(self, shadow: Shadow, quantity: Quantity) -> Name | None:
        """The name whose value `quantity` is, or None: 80%的企业开工率不足 says nothing of a rate of 80%."""
        folded = shadow.folded
        if quantity.unit != "%" or not folded.startswith("的", quantity.end):
            return None
        floor = quantity.end + 1
        for end in range(floor + 3, min(floor + _LONGEST, len(folded)) + 1):
            head = self._names.tail(folded, floor, end)
            if head is None:
                continue
            start, entry = head
            is_plain = entry.attributes["licence"] == "always" and not entry.attributes.get("growth")
            if not is_plain or entry.value not in _KINDS or self._goes_on.match(folded, end):
                return None
            name = self._names.read(shadow, floor, start, end, entry)
            return name if name is not None and name.start == floor and not name.is_bare else None
        return None
