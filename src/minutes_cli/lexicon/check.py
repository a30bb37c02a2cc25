"""Does a lexicon keep its promises: every example found, no counterexample found, every pattern usable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon.entries import Entry, expand, macros
from minutes_cli.lexicon.lexicon import Lexicon

_APPLIED: dict[str, Callable[[re.Pattern[str], str], object]] = {
    "anywhere": lambda pattern, text: pattern.search(text),
    "start": lambda pattern, text: pattern.match(text),
    "whole": lambda pattern, text: pattern.fullmatch(text),
}
"""How an entry's expression is put to a text: its key ``applied``, ``anywhere`` where it says nothing."""


def check(lexicon: Lexicon, entries: Iterable[Entry], fold: Callable[[str], str]) -> Iterator[str]:
    """A sentence for each promise broken, with file, line, entry and remedy. `fold` is the folding of texts."""
    for entry in entries:
        place = f"{entry.file}:{entry.line}: entry {entry.id}"
        try:
            found = matcher(lexicon, entry)
        except LexiconError as error:
            yield str(error)
            continue
        for example in entry.examples:
            if not found(fold(example)):
                yield f"{place}: it does not find its example {example!r}; mend the words or the example"
        for example in entry.counterexamples:
            if found(fold(example)):
                yield f"{place}: it finds its counterexample {example!r}; add a guard, or drop the counterexample"


def matcher(lexicon: Lexicon, entry: Entry) -> Callable[[str], bool]:
    """Whether `entry` fires on a (folded) text. Raises LexiconError for an expression that cannot be used."""
    place = f"{entry.file}:{entry.line}: entry {entry.id}"
    names = macros(entry.regex)
    unknown = [name for name in names if name not in lexicon.kinds()]
    if unknown:
        raise LexiconError(
            f"{entry.file}:{entry.line}: entry {entry.id} names the kind {unknown[0]!r}, which has no words"
        )
    try:
        pattern = re.compile(expand(entry.regex, {name: lexicon.words(name).alternation for name in names}))
        apply = _APPLIED[str(entry.attributes.get("applied", "anywhere"))]
    except re.error as error:
        raise LexiconError(
            f"{entry.file}:{entry.line}: entry {entry.id}: its pattern cannot be used: {error}"
        ) from None
    except KeyError:
        known = ", ".join(_APPLIED)
        raise LexiconError(f"{place}: 'applied' is one of {known}") from None
    return lambda text: apply(pattern, text) is not None
