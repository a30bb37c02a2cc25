"""Scores of the extraction against facts read by hand: precision, recall and F1 by field, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from minutes_cli.errors import UsageError
from minutes_cli.models import Minutes, Span
from minutes_cli.reports.annotated import annotated_facts
from minutes_cli.reports.extracted import extracted_facts
from minutes_cli.reports.facts import FIELDS, SPAN_LIKE, VALUES, Fact, squeeze
from minutes_cli.reports.gold import GoldFile, read_gold_folders
from minutes_cli.reports.scores import Comparison, Tally, compare, overlap, same, value_tallies

Parse = Callable[[Path], tuple[str, Minutes]]
"""Reads a document: its source text, and what the parser made of it."""


@dataclass(frozen=True)
class Miss:
    """A value that was missed (annotated only), invented (extracted only) or read otherwise (`wrong`)."""

    document: str
    field: str
    kind: str
    gold: str | None
    found: str | None
    context: str

    def as_dict(self) -> dict[str, str | None]:
        """For JSON."""
        return {
            "document": self.document, "field": self.field, "kind": self.kind,
            "gold": self.gold, "found": self.found, "context": self.context,
        }  # fmt: skip


@dataclass
class FieldScore:
    """One line of the table. Values of matched facts (`deadlines.edtf`) count the matched facts only."""

    exact: Tally = field(default_factory=Tally)
    overlap: Tally | None = None


@dataclass
class Evaluation:
    """Scores by field in the order of the contract, and every miss."""

    documents: int = 0
    fields: dict[str, FieldScore] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def under(self, floors: Mapping[str, float]) -> list[tuple[str, float, float | None]]:
        """The fields whose F1 lies under their floor: (field, floor, F1). A field nothing was scored for is under it.

        Raises UsageError for a field that does not exist.
        """
        for name in floors:
            check_field(name)
        scored = {name: self.fields[name].exact.f1 if name in self.fields else None for name in floors}
        return [(n, floor, f1) for n, floor in floors.items() if (f1 := scored[n]) is None or round(f1, 4) < floor]


def check_field(name: str) -> None:
    """Raise UsageError where no field is called `name`."""
    known = [n for f in FIELDS for n in (f, *(f"{f}.{value}" for value in VALUES.get(f, ())))]
    if name not in known:
        raise UsageError(f"no field {name!r}; the fields are {', '.join(known)}")


def evaluate(folders: Iterable[Path], parse: Parse) -> Evaluation:
    """Parse every document that has a gold file in the folders and compare."""
    totals: dict[str, FieldScore] = {}
    result = Evaluation()
    for gold in read_gold_folders(tuple(folders)):
        text, minutes = parse(gold.document)
        result.documents += 1
        _score_document(gold, text, minutes, totals, result.misses)
    for name in FIELDS:
        for scored in (name, *(f"{name}.{value}" for value in VALUES.get(name, ()))):
            if scored in totals:
                result.fields[scored] = totals[scored]
    return result


def _score_document(
    gold: GoldFile, text: str, minutes: Minutes, totals: dict[str, FieldScore], misses: list[Miss]
) -> None:
    annotated, extracted = annotated_facts(gold.facts), extracted_facts(minutes)
    context = Context(text)
    for name, facts in annotated.items():
        found = extracted[name]
        comparison = compare(facts, found)
        score = totals.setdefault(name, FieldScore(overlap=Tally() if name in SPAN_LIKE else None))
        score.exact.add(len(facts), len(found), len(comparison.pairs))
        if score.overlap is not None:
            shared = overlap(comparison)
            score.overlap.add(shared.gold, shared.found, shared.right)
        for value, tally in value_tallies(comparison).items():
            totals.setdefault(f"{name}.{value}", FieldScore()).exact.add(tally.gold, tally.found, tally.right)
        misses.extend(_misses(gold.document.name, name, comparison, context))


def _misses(document: str, name: str, comparison: Comparison, context: Context) -> Iterable[Miss]:
    for gold in comparison.missed:
        yield Miss(document, name, "missed", gold.words, None, context.of(gold))
    for found in comparison.invented:
        yield Miss(document, name, "invented", None, found.words, context.of(found))
    for gold, found in comparison.pairs:
        for value, expected in gold.values.items():
            actual = found.values.get(value)
            if not same(expected, actual):
                words = f"{gold.words}: {expected}", f"{found.words}: {actual}"
                yield Miss(document, f"{name}.{value}", "wrong", *words, context.of(found))


class Context:
    """The sentence round a value: by its span, or where its words first stand in the text."""

    ENDS = "。！？；\n"

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [i for i, character in enumerate(text) if not character.isspace()]
        self.squeezed = squeeze(text)

    def of(self, one: Fact) -> str:
        """The sentence, the value in it in 【】; empty where the words do not stand in the text."""
        span = one.span or self._find(one.words)
        if span is None:
            return ""
        start = max(self.text.rfind(end, 0, span[0]) for end in self.ENDS) + 1
        stops = [stop for end in self.ENDS if (stop := self.text.find(end, span[1])) >= 0]
        stop = min(stops, default=len(self.text)) + 1
        before, after = self.text[start : span[0]], self.text[span[1] : stop]
        return f"{before[-60:]}【{self.text[span[0] : span[1]]}】{after[:60]}".strip().replace("\n", " ")

    def _find(self, words: str) -> Span | None:
        at = self.squeezed.find(words) if words else -1
        return None if at < 0 else (self.places[at], self.places[at + len(words) - 1] + 1)
