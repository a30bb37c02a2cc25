"""How a value is said of its name: 力争达到, 同比增长, 控制在, 比上年提高, 分别为, or nothing at all.

Read leftwards from the number, one known word at a time (the lexicon's ``quantity_cue``), so that what remains on the
left is the name. 比上年末 is stepped over when it compares with another time; 比全省平均 makes the value a distance
between places, which is no value of the indicator.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from minutes_cli.extract.quantity import Quantity
from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Comparator, Direction, Measure

_BASE_REACH = 16
_SHARE_REACH = 28
_TIME_REACH = 18
_TIME_ENDS = frozenset("年月日旬份度内前底末初来起间”期半五在")


class Predicate(NamedTuple):
    """What was read; the name ends at `start`. `relative` marks a distance to something that is no earlier time."""

    start: int
    measure: Measure
    comparator: Comparator
    direction: Direction | None = None
    respectively: bool = False
    relative: bool = False
    explicit: bool = False


class Predicates:
    """The reader of predicates for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._base = lexicon.pattern("quantity.base.time")
        self._of = lexicon.pattern("quantity.base.of")
        self._when = lexicon.pattern("quantity.base.when")
        self._time = lexicon.pattern("quantity.time")
        self._cues = lexicon.words("quantity_cue")

    def before(self, folded: str, floor: int, quantity: Quantity) -> Predicate:
        """The predicate that ends where `quantity` begins, not beyond `floor`."""
        at = self._inward(folded, floor, quantity.start)
        measure: Measure = "level"
        comparator: Comparator | None = None
        direction: Direction | None = None
        respectively = needs_base = relative = explicit = False
        while at > floor:
            if folded[at - 1] == " ":
                at -= 1
                continue
            cue = self._cues.ending_at(folded, at, floor)
            if cue is None:
                base = self._compared(folded, floor, at) if explicit or respectively else None
                if base is not None:
                    at, needs_base, relative = base[0], False, relative or not base[1]
                    continue
                time = self._timed(folded, floor, at)
                if time is None:
                    break
                at = time
                continue
            at, entry = cue
            role = entry.attributes["role"]
            if role == "respectively":
                respectively = True
            elif role != "adverb":
                explicit = True
                if role == "growth":
                    measure, direction = "growth", entry.value  # type: ignore[assignment]
                    needs_base = bool(entry.attributes.get("needs_base"))
                elif role == "reached":
                    comparator, direction = comparator or "=", entry.value  # type: ignore[assignment]
                else:
                    comparator = comparator or entry.value  # type: ignore[assignment]
                    direction = direction or entry.attributes.get("direction")
        comparator = _strictest(comparator, quantity.bound)
        return Predicate(at, measure, comparator, direction, respectively, relative or needs_base, explicit)

    def _inward(self, folded: str, floor: int, at: int) -> int:
        """`at` moved over what stands between verb and number: 目前的, 由2015年的, 合同总价的."""
        if at > floor and folded[at - 1] in "的由":
            when = self._when.search(folded, max(floor, at - _BASE_REACH), at)
            if when is not None:
                return when.start()
            share = self._of.search(folded, max(floor, at - _SHARE_REACH), at)
            if share is not None:
                return share.end("cue")
        return at

    def _timed(self, folded: str, floor: int, at: int) -> int | None:
        """Where the 年内 or 9月底前 that ends at `at` begins: when the value is reached."""
        if folded[at - 1] not in _TIME_ENDS:
            return None
        time = self._time.search(folded, max(floor, at - _TIME_REACH), at)
        return time.start() if time is not None and time.start() > floor else None

    def _compared(self, folded: str, floor: int, at: int) -> tuple[int, bool] | None:
        """Where the 比上年 that ends at `at` begins, and whether it compares with another time."""
        low = max(floor, at - _BASE_REACH)
        for sign in ("比", "较", "与"):
            start = folded.rfind(sign, low, at)
            if start < 0 or (start and folded[start - 1] in "同环占相贷") or folded[start + 1] in "例重率值快高":
                continue
            if sign != "与" or folded.startswith(("相比", "同期"), at - 2):
                return start, self._base.match(folded, start) is not None
        start = folded.rfind("在", low, at)
        return (start, True) if start >= 0 and folded.startswith("基础上", at - 3) else None


def _strictest(left: Comparator | None, right: Comparator | None) -> Comparator:
    """超过95%以上 is more than 95: a strict word outdoes the bound behind the number, which outdoes all others."""
    if left in (">", "<") or right is None:
        return left or "="
    return right


@lru_cache(maxsize=8)
def predicates(lexicon: Lexicon) -> Predicates:
    """The reader for `lexicon`, built once."""
    return Predicates(lexicon)
