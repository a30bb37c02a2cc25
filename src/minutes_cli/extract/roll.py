"""The roll: one entry a person, however often and in whatever form the text names him.

Mentions come in from chairs, lists, speakers, titles and by-lines; a bare name takes its titles from the fullest
mention, 周局长 is the 周 among the named who is a 局长.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.lexicon.entries import trie
from minutes_cli.models import Person, PersonRole, Span
from minutes_cli.structure.people import PersonMention
from minutes_cli.text.shadow import TITLE, Shadow

_RANK: dict[PersonRole, int] = {"participant": 2, "cited": 1, "byline": 0}
_MANY = 48  # names from which on one expression is cheaper than one search a name


class Sighting(NamedTuple):
    """A mention, what it makes of the person, and the rule that saw it."""

    mention: PersonMention
    role: PersonRole
    rule: str


def _is_called(title: str, short: str) -> bool:
    """Whether who has `title` is addressed as `short`: 总经理 is 周总, 副局长 is 欧阳局长."""
    return short in title if len(short) == 1 else title.endswith(short.lstrip("副"))


def occurrences(text: str, names: list[str]) -> Iterator[tuple[str, int]]:
    """Every place in `text` where one of `names` stands and no longer one of them does.

    >>> list(occurrences("何静怡到，何静未到", ["何静", "何静怡"]))
    [('何静', 5), ('何静怡', 0)]
    """
    if len(names) > _MANY:
        yield from ((match.group(), match.start()) for match in re.finditer(trie(names), text))
        return
    for name in names:
        longer = [other for other in names if len(other) > len(name) and other.startswith(name)]
        at = text.find(name)
        while at >= 0:
            if not longer or not any(text.startswith(other, at) for other in longer):
                yield name, at
            at = text.find(name, at + len(name))


class Roll:
    """Sightings gathered and merged."""

    def __init__(self, shadow: Shadow, lexicon: Lexicon) -> None:
        self.shadow, self.lexicon = shadow, lexicon
        self.sightings: list[Sighting] = []

    def add(self, mention: PersonMention, role: PersonRole, rule: str) -> None:
        """Note that `mention` was seen."""
        self.sightings.append(Sighting(mention, role, rule))

    def settle(self) -> None:
        """Merge what was added; to be called once, before persons are asked for."""
        self.sightings.sort(key=lambda s: (s.mention.start, -len(s.mention.titles)))
        self._by_name: dict[str, list[Sighting]] = {}
        for sighting in self.sightings:
            if sighting.mention.name:
                self._by_name.setdefault(sighting.mention.name, []).append(sighting)
        self._alias = {alias: full for alias in self._by_name if (full := self._full_latin(alias))}
        for alias, full in self._alias.items():
            self._by_name[full].extend(self._by_name.pop(alias))
            self._by_name[full].sort(key=lambda s: s.mention.start)
        self._titles = {name: self._fullest(seen) for name, seen in self._by_name.items()}
        self._mentions: dict[str, list[Span]] | None = None
        self._called: dict[tuple[str, ...], str | None] = {}

    def name_of(self, mention: PersonMention) -> str | None:
        """The full name of whom `mention` means, where the text has one."""
        if mention.name:
            return self._alias.get(mention.name, mention.name)
        if not mention.surname:
            return None
        key = (mention.surname, *mention.titles_in(self.shadow))
        if key not in self._called:
            self._called[key] = self._called_so(mention)
        return self._called[key]

    def called(self, mention: PersonMention) -> str:
        """How one is called of whom the text prints no name: surname and titles."""
        return f"{mention.surname or ''}{'、'.join(mention.titles_in(self.shadow))}"

    def _called_so(self, mention: PersonMention) -> str | None:
        """Who is addressed by surname and title: the one whose title fits, or the only one of that surname."""
        surname = mention.surname or ""
        same = [name for name in self._by_name if name.startswith(surname) and len(name) > len(surname)]
        called = mention.titles_in(self.shadow)
        fitting = [n for n in same if called and any(_is_called(t, called[-1]) for t in self._titles[n])]
        if fitting:
            return fitting[0]
        return same[0] if len(same) == 1 else None

    def person(self, mention: PersonMention, rule: str, role: PersonRole = "participant") -> Person:
        """The person of `mention`, as printed there; titles from elsewhere where none stand there."""
        name = self.name_of(mention)
        titles = mention.titles_in(self.shadow) if mention.name or name is None else []
        if name and not titles:
            titles = self._titles.get(name, [])
        span = (mention.start, mention.end)
        return Person(
            text=self.shadow.words(span),
            span=span,
            rule=rule,
            name=name,
            surname=None if name else mention.surname,
            titles=titles,
            mentions=self.mentions_of(name) or [span],
            role=role,
        )

    def persons(self) -> list[Person]:
        """Everyone, in the order of first mention."""
        found: list[Person] = []
        for name, seen in self._by_name.items():
            first = seen[0]
            role = max((s.role for s in seen), key=_RANK.__getitem__)
            span = (first.mention.start, first.mention.end)
            found.append(
                Person(
                    text=self.shadow.words(span),
                    span=span,
                    rule=first.rule,
                    name=name,
                    titles=self._titles[name],
                    mentions=self.mentions_of(name) or [span],
                    role=role,
                )
            )
        nameless: dict[str, Person] = {}
        for mention, role, rule in self.sightings:
            if mention.name is None and mention.surname and self.name_of(mention) is None:
                key = self.called(mention)
                if key not in nameless:
                    nameless[key] = self.person(mention, rule, role)
        return sorted([*found, *nameless.values()], key=lambda person: person.span)

    def mentions_of(self, name: str | None) -> list[Span]:
        """Every place where `name` stands, doctrines and longer names left out."""
        if name is None:
            return []
        if self._mentions is None:
            self._mentions = self._search()
        return self._mentions.get(name, [])

    def _search(self) -> dict[str, list[Span]]:
        places: dict[str, set[Span]] = {name: set() for name in self._by_name}
        for name, seen in self._by_name.items():
            places[name].update(s.mention.name_span for s in seen if s.mention.name_span)
        doctrine = self.lexicon.pattern("person.doctrine")
        for name, start in occurrences(self.shadow.source, list(self._by_name)):
            end = start + len(name)
            if not doctrine.match(self.shadow.folded, end):
                places[name].add((start, end))
        return {name: sorted(spans) for name, spans in places.items()}

    def _fullest(self, seen: list[Sighting]) -> list[str]:
        shield = self.shadow.shield
        titled = (s.mention for s in seen if s.mention.titles and not shield[s.mention.start] & TITLE)
        titles = [mention.titles_in(self.shadow) for mention in titled]
        return max(titles, key=lambda t: (len(t), sum(map(len, t)))) if len(titles) > 1 else titles[0] if titles else []

    def _full_latin(self, name: str) -> str | None:
        """The full name of which `name` is the first word (Anna, Anna Zhao)."""
        if not name.isascii() or " " in name:
            return None
        full = [n for n in self._by_name if n.startswith(name + " ")]
        return full[0] if len(full) == 1 else None
