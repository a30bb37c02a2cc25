"""Lists of people: 县委常委周文博、何静，县政协主席苏禾，各科室负责人; padded, unit by unit, or one a line."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.grammar import grammar_of
from minutes_cli.structure.list_pieces import Piece, pieces_of
from minutes_cli.structure.names import Name
from minutes_cli.structure.person import GroupMention, PersonMention
from minutes_cli.structure.piece_reader import PieceReader
from minutes_cli.text.shadow import Shadow

_SEVERAL = 2
_BODY_NAMES = frozenset("科省院")
"""What offices end in and names, too; a town (石屏镇) may well stand last in a list of people."""


def read_list(
    shadow: Shadow, lexicon: Lexicon, start: int, end: int, trusting: bool
) -> list[PersonMention | GroupMention]:
    """Persons and groups of `start:end`, in order."""
    return read_whole_list(shadow, lexicon, start, end, trusting).found


def read_whole_list(shadow: Shadow, lexicon: Lexicon, start: int, end: int, trusting: bool = False) -> ListReader:
    """The reader after the list `start:end`; its ``is_whole`` says whether nothing else stood there."""
    reader = ListReader(shadow, lexicon, trusting)
    for piece in pieces_of(reader.grammar, shadow, start, end):
        reader.take(piece)
    reader.finish()
    return reader


class ListReader:
    """Reads a list piece by piece."""

    def __init__(self, shadow: Shadow, lexicon: Lexicon, trusting: bool) -> None:
        self.shadow, self.trusting = shadow, trusting
        self.grammar = grammar_of(lexicon)
        self.pieces = PieceReader(shadow, lexicon, trusting)
        self.found: list[PersonMention | GroupMention] = []
        self.doubtful: set[int] = set()
        self.pending: list[Piece] = []
        self.titles: tuple[Span, ...] = ()
        self.is_whole = True

    def take(self, piece: Piece) -> None:
        """Read one piece: a person, a title of the next person, or a part of a group."""
        if piece.mark in "，；。\n" and piece.mark:
            self.titles = ()
        if self._titles_last(piece):
            return
        people = self.pieces.people(piece)
        if people is None:
            people, rest = self.pieces.people_and_group(piece)
            for person, doubtful in people:
                self._add(person, doubtful, piece)
            self.pending.append(rest)
            return
        for person, doubtful in people:
            self._add(person, doubtful, piece)

    def _titles_last(self, piece: Piece) -> bool:
        """林知远 局长: a title behind a blank goes to the untitled name before it."""
        last = self.found[-1] if self.found and not self.pending else None
        if not isinstance(last, PersonMention) or not (
            self._goes_on(last, piece) if last.titles else piece.mark == " "
        ):
            return False
        title = self.grammar.titles.before(self.shadow, piece.end, piece.start)
        if title is None or title[0] != piece.start:
            return False
        self.found[-1] = last._replace(end=piece.end, titles=(*last.titles, title))
        return True

    def _goes_on(self, last: PersonMention, piece: Piece) -> bool:
        """林知远 局党组书记、局长: 、 and one more title behind those behind the name's blank."""
        behind = last.name_span is not None and last.titles[0][0] > last.name_span[1]
        plural = self.shadow.folded.startswith(("各", "全体"), piece.start)
        return behind and piece.mark == "、" and piece.start == last.end + 1 and not plural

    def finish(self) -> list[PersonMention | GroupMention]:
        """What was read. A doubtful name alone is none."""
        if (
            self.trusting
            and self.pending
            and all(map(self.pieces.may_be_unlisted, self.pending))
            and self._names_only()
        ) or self._ends_in_name():
            self._add_unlisted()
        self._flush()
        persons = [p for p in self.found if isinstance(p, PersonMention)]
        certain = [p for p in persons if id(p) not in self.doubtful]
        if persons and not self.trusting and not certain:
            self.is_whole = self.is_whole and not persons
            self.found = [p for p in self.found if not isinstance(p, PersonMention)]
        return self.found

    def _add(self, person: PersonMention, doubtful: bool, piece: Piece) -> None:
        if self.pending and self._unlisted(piece, person):
            self._add_unlisted()
        if self.pending and doubtful and not self.trusting and not self._has_certain():
            self.pending.append(piece)  # 吉林 among provinces is no person
            return
        if self.pending and piece.mark in "、， ：" and self._takes_titles(person):
            titles = self._pending_titles()
            if titles:
                person = person._replace(start=titles[0][0], titles=(*titles, *person.titles))
                self.pending = []
        if self.pending and piece.mark in " ：" and not person.titles and self.pieces.is_body(self.pending[-1]):
            self.pending.pop()  # 县水务局 何静: the unit she comes from
        self._flush()
        if person.titles:
            self.titles = person.titles if person.is_titled_before and not person.wrapped else ()
        elif person.name and self.titles and not self._is_of_unit(person, piece):
            person = person._replace(titles=self.titles)
        self.found.append(person)
        if doubtful and not person.titles:
            self.doubtful.add(id(person))

    def _is_of_unit(self, person: PersonMention, piece: Piece) -> bool:
        """Whether a unit is glued to the name, so that no title left of it is meant: 局长何静、财政局赵一鸣."""
        return person.start > piece.start and self.grammar.titles.ends_body(self.shadow.folded, person.start)

    def _has_certain(self) -> bool:
        """Whether a person was read whom something else than the list vouches for."""
        return any(id(who) not in self.doubtful for who in self.found)

    def _names_only(self) -> bool:
        """Whether persons and nobody else were read so far."""
        return bool(self.found) and all(map(_is_person, self.found))

    def _unlisted(self, piece: Piece, person: PersonMention) -> bool:
        """Whether the pieces between the last person and this one are names without a known surname."""
        begins = self.trusting and not self.found
        if person.titles or piece.mark != "、":
            return False
        first, *others = self.pending
        if self.pieces.unlisted_titled(first.start, first.end, among_names=True) is None:
            if not (begins or (self.found and _is_person(self.found[-1]))):
                return False
            others = self.pending
        if len(others) == 1 and others[0].mark == "、" and self.pieces.may_hold_body(others[0]):
            return True
        return all(piece.mark in "、" and self.pieces.may_be_unlisted(piece) for piece in others)

    def _ends_in_name(self) -> bool:
        """Whether what stands pending is one more name behind several: 何静、周文博、许世科."""
        if len(self.pending) != 1 or len(self.found) < _SEVERAL or not self._names_only():
            return False
        last = self.pending[0]
        ends = self.shadow.folded[last.end - 1] in _BODY_NAMES
        return last.mark == "、" and ends and self.pieces.may_hold_body(last)

    def _add_unlisted(self) -> None:
        pieces, self.pending = self.pending, []
        for piece in pieces:
            titled = self.pieces.unlisted_titled(piece.start, piece.end, among_names=True)
            if titled is not None:
                self.found.append(titled)
                self.titles = titled.titles
                continue
            name = Name(piece.start, piece.end, 0, 1)
            self.found.append(self.grammar.mention(self.shadow, name, piece.start, piece.end, self.titles))

    def _takes_titles(self, person: PersonMention) -> bool:
        """Whether titles that stand before 、 may be this person's: 党组成员、副局长何静, not 党组成员、何静副局长."""
        return not person.titles or person.name_span is None or person.titles[-1][0] < person.name_span[0]

    def _flush(self) -> None:
        """Make a group of what stands pending, where its end is a group's."""
        if not self.pending:
            return
        start, end = self.pending[0].start, self.pending[-1].end
        self.pending = []
        if self.found and not self.trusting and not self._has_certain() and _is_person(self.found[-1]):
            start = self.found[0].start
            self.found = []
        if self.shadow.folded.startswith("以及", start):
            start += 2
        if self.pieces.is_group(start, end):
            self.found.append(GroupMention(start, end - (self.shadow.folded[end - 1] == "等")))
        else:
            self.is_whole = False
        self.titles = ()

    def _pending_titles(self) -> tuple[Span, ...]:
        titles = []
        for piece in self.pending:
            title = self.grammar.titles.before(self.shadow, piece.end, piece.start)
            if title is None or title[0] != piece.start or self.shadow.folded.startswith(("各", "全体"), piece.start):
                return ()
            titles.append(title)
        return tuple(titles)


def _is_person(who: PersonMention | GroupMention) -> bool:
    return isinstance(who, PersonMention)
