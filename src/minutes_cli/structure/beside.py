"""What stands beside a name and tells it from a word: marks, followers, titles, words that end where it begins."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.names import Name, Names, names_of, normal_name
from minutes_cli.structure.person import PersonMention
from minutes_cli.structure.titles import Titles, titles_of
from minutes_cli.text.shadow import Shadow

MARKS = frozenset("，。；：！？\n、“”‘’（）《》【】/|*#>-—… \t")
NOT_CALLED = frozenset("任向和于从会代常副原老各现前全党时大小该本其总")
"""What stands before a title and is no surname there (任局长, 向县长, 副书记)."""


class Beside:
    """Titles, names and followers of one lexicon: the ground on which names are read from either side."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: Names = names_of(lexicon)
        self.titles: Titles = titles_of(lexicon)
        self._followers = frozenset(lexicon.words("person_follower"))
        self._ranks = frozenset(lexicon.words("title_rank"))
        self._lexicon = lexicon

    def follows(self, folded: str, at: int, ceiling: int) -> bool:
        """Whether a name may end at `at`."""
        if at >= ceiling or (mark := folded[at]) in MARKS or mark.isascii():
            return True
        words = self._followers
        return mark in words or folded[at : at + 2] in words or folded[at : at + 3] in words

    def holds_title(self, folded: str, name: Name) -> bool:
        """Whether the first part of a dotted name is a title (副县长格桑·多吉)."""
        return any(self.titles.head_ending(folded, at, name.start) >= 0 for at in range(name.start + 2, name.end))

    def is_boundary(self, folded: str, at: int, floor: int) -> bool:
        """Whether a name or its titles may begin at `at` for what stands before."""
        if at <= floor or folded[at - 1] in MARKS:
            return True
        return self.titles.edges.end_at(folded, at, floor)

    def chain(self, shadow: Shadow, end: int, floor: int) -> tuple[Span, ...]:
        """The titles before a name, not those of another person of rank (书记周文博教授、校长|何静)."""
        titles, folded = self.titles.chain(shadow, end, floor), shadow.folded
        for index in range(len(titles) - 2, -1, -1):
            start, stop = titles[index]
            rank = next((at for at in (stop - 3, stop - 2) if at > start and folded[at:stop] in self._ranks), -1)
            for name in self.names.ending(folded, rank, start) if rank > 0 else ():
                if self.titles.head_ending(folded, name.start, start) >= 0:
                    return titles[index + 1 :]
        return titles

    def mention(
        self,
        shadow: Shadow,
        name: Name,
        start: int,
        end: int,
        titles: tuple[Span, ...] = (),
        wrapped: Span | None = None,
    ) -> PersonMention:
        """A mention of `name`."""
        return PersonMention(
            start, end, normal_name(shadow, name.start, name.end), None, (name.start, name.end), titles, wrapped
        )
