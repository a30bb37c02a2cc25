"""Why is it so? Every extracted value with the rule that made it and the sentence in which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Directive, Minutes, Span
from minutes_cli.text.shadow import Shadow

_SHOWN_TERMS = 12


@dataclass(frozen=True)
class Explanation:
    """One value: where it is in the output (`path`), where in the text, and what made it."""

    path: str
    text: str
    span: Span
    rule: str
    entry: Entry | None
    sentence: str
    sentence_span: Span

    def as_data(self) -> dict[str, Any]:
        """For JSON. `entry` is null where the rule is one of structure, not of words."""
        return {
            "path": self.path,
            "text": self.text,
            "span": self.span,
            "rule": self.rule,
            "entry": _entry_data(self.entry) if self.entry else None,
            "sentence": {"text": self.sentence, "span": self.sentence_span},
        }


def explain(minutes: Minutes, text: str, lexicon: Lexicon) -> Iterator[Explanation]:
    """Every value of `minutes`, in the order of the contract."""
    shadow = Shadow.of(text)
    for path, value in values(minutes):
        span = _telling_span(value)
        sentence = _sentence(shadow, span)
        yield Explanation(
            path, shadow.words(span), span, value.rule, _entry(lexicon, value.rule), shadow.words(sentence), sentence
        )


def values(model: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every model in `model` that has a text, a span and a rule, with its path such as ``chairs[0]``."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        here = f"{path}.{name}" if path else name
        members = (
            [(f"{here}[{i}]", each) for i, each in enumerate(value)] if isinstance(value, list) else [(here, value)]
        )
        for place, each in members:
            if isinstance(each, BaseModel):
                if {"text", "span", "rule"} <= type(each).model_fields.keys():
                    yield place, each
                yield from values(each, place)


def is_under(path: str, field: str) -> bool:
    """Whether `path` is the field, or stands below it; indices may be left out.

    >>> is_under("directives[0].children[2]", "directives"), is_under("dates[0]", "date")
    (True, False)
    """
    plain = "".join(part.split("]", 1)[-1] for part in path.split("["))
    return any(whole == field or whole.startswith((field + ".", field + "[")) for whole in (path, plain))


def _telling_span(value: Any) -> Span:
    """Where the value stands; of a directive marker and heading, for its whole span may be half the document."""
    if isinstance(value, Directive):
        return (value.marker_span or value.heading_span)[0], value.heading_span[1]
    span: Span = value.span
    return span


def _sentence(shadow: Shadow, span: Span) -> Span:
    """The sentence in which `span` begins, drawn out to its end."""
    start, end = shadow.sentence_at(span[0])
    return min(start, span[0]), max(end, span[1])


def _entry(lexicon: Lexicon, rule: str) -> Entry | None:
    try:
        return lexicon.entry(rule)
    except LexiconError:
        return None


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "value": entry.value,
        "terms": list(entry.terms[:_SHOWN_TERMS]),
        "pattern": entry.pattern,
        "note": entry.note,
        "file": entry.file,
        "line": entry.line,
    }
