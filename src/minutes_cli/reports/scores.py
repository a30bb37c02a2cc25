"""Comparing two lists of facts: exact matches as multisets, overlap of their characters, values of the matched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from minutes_cli.reports.facts import Fact, Facts, squeeze

LEAST_SHARE = 0.5
"""Two texts overlap when their longest common run is at least this share of the shorter one."""


@dataclass
class Tally:
    """Counts of one field: how many were annotated, how many extracted, how many agree."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def add(self, gold: int, found: int, right: int) -> None:
        """Count one more document."""
        self.gold += gold
        self.found += found
        self.right += right

    @property
    def precision(self) -> float | None:
        """Share of what was extracted that is right; None where nothing was extracted."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what was annotated that was extracted; None where nothing was annotated."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two, `2·right / (gold + found)`; None where there was nothing to find and no find.

        >>> Tally(gold=4, found=2, right=2).f1
        0.6666666666666666
        """
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True)
class Comparison:
    """How one field of one document came out."""

    pairs: list[tuple[Fact, Fact]] = field(default_factory=list)
    missed: Facts = field(default_factory=list)
    invented: Facts = field(default_factory=list)


def compare(gold: Facts, found: Facts) -> Comparison:
    """Pair facts of equal key; among several of one key those that agree most go together."""
    left: defaultdict[str, Facts] = defaultdict(list)
    for one in found:
        left[one.key].append(one)
    pairs: list[tuple[Fact, Fact]] = []
    missed: Facts = []
    wanted: defaultdict[str, Facts] = defaultdict(list)
    for one in gold:
        wanted[one.key].append(one)
    for key, facts in wanted.items():
        candidates = left[key]
        ranked = sorted(
            ((-_agreement(g, f), i, j) for i, g in enumerate(facts) for j, f in enumerate(candidates)),
        )
        taken: dict[int, int] = {}
        used: set[int] = set()
        for _, i, j in ranked:
            if i not in taken and j not in used:
                taken[i] = j
                used.add(j)
        pairs += [(facts[i], candidates[j]) for i, j in sorted(taken.items())]
        missed += [g for i, g in enumerate(facts) if i not in taken]
        left[key] = [f for j, f in enumerate(candidates) if j not in used]
    return Comparison(pairs, missed, [f for facts in left.values() for f in facts])


def _agreement(gold: Fact, found: Fact) -> int:
    return sum(same(value, found.values.get(name)) for name, value in gold.values.items())


def same(gold: object, found: object) -> bool:
    """Equal values: numbers by value, words without white space.

    >>> same(95, 95.0), same("何　静", "何静"), same(None, "x"), same(True, 1)
    (True, True, False, False)
    """
    if gold is None or found is None or isinstance(gold, bool) or isinstance(found, bool):
        return gold is found
    if isinstance(gold, int | float) and isinstance(found, int | float):
        return gold == found
    return squeeze(gold) == squeeze(found)


def overlap(comparison: Comparison) -> Tally:
    """Characters annotated, extracted and in common. What has no exact partner is paired by its longest common run."""
    shared = sum(len(g.words) for g, _ in comparison.pairs)
    gold_total = shared + sum(len(g.words) for g in comparison.missed)
    found_total = sum(len(f.words) for _, f in comparison.pairs) + sum(len(f.words) for f in comparison.invented)
    runs = sorted(
        (-_common_run(g.words, f.words), i, j)
        for i, g in enumerate(comparison.missed)
        for j, f in enumerate(comparison.invented)
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for run, i, j in runs:
        if run and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            shared -= run
    return Tally(gold_total, found_total, shared)


def _common_run(gold: str, found: str) -> int:
    match = SequenceMatcher(None, gold, found, autojunk=False).find_longest_match()
    return match.size if match.size >= LEAST_SHARE * min(len(gold), len(found)) else 0


def value_tallies(comparison: Comparison) -> Mapping[str, Tally]:
    """For each value annotated on a matched fact: how often it was extracted alike."""
    tallies: dict[str, Tally] = {}
    for gold, found in comparison.pairs:
        for name, value in gold.values.items():
            right = int(same(value, found.values.get(name)))
            tallies.setdefault(name, Tally()).add(1, 1, right)
    return tallies
