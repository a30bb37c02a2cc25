"""Lists of people: 县委常委周文博、何静，县政协主席苏禾，各科室负责人; padded, unit by unit, or one a line."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.grammar import Grammar, grammar_of
from minutes_cli.structure.names import Name, before_note
from minutes_cli.structure.person import GroupMention, PersonMention
from minutes_cli.text.shadow import Shadow

_SEPARATORS = "、，；：/|。\n"
_HANDLE = re.compile(r"[A-Z][a-z]{2,15}")
_MOST_JOINTS = 6
_WORD = re.compile(r"[^ ]+")
_JOINT = re.compile(r"以及|[和及与暨]")
_REST = re.compile(r"等[^、，；：。\n]{0,16}\Z")


class Token(NamedTuple):
    """A piece of a list and the mark before it ('' at its beginning)."""

    start: int
    end: int
    mark: str


def read_list(
    shadow: Shadow, lexicon: Lexicon, start: int, end: int, trusting: bool
) -> list[PersonMention | GroupMention]:
    """Persons and groups of `start:end`, in order."""
    return read_whole_list(shadow, lexicon, start, end, trusting).found


def read_whole_list(shadow: Shadow, lexicon: Lexicon, start: int, end: int, trusting: bool = False) -> ListReader:
    """The reader after the list `start:end`; its ``is_whole`` says whether nothing else stood there."""
    reader = ListReader(shadow, lexicon, trusting)
    for token in _tokens(reader.grammar, shadow, start, end):
        reader.take(token)
    reader.finish()
    return reader


class ListReader:
    """Reads a list piece by piece."""

    def __init__(self, shadow: Shadow, lexicon: Lexicon, trusting: bool) -> None:
        self.shadow, self.trusting = shadow, trusting
        self.grammar: Grammar = grammar_of(lexicon)
        self.group_end = lexicon.pattern("person.group.end")
        self.found: list[PersonMention | GroupMention] = []
        self.doubtful: set[int] = set()
        self.pending: list[Token] = []
        self.titles: tuple[Span, ...] = ()
        self.is_whole = True

    def take(self, token: Token) -> None:
        """Read one piece: a person, a title of the next person, or a part of a group."""
        if token.mark in "，；。\n" and token.mark:
            self.titles = ()
        if self._titles_last(token):
            return
        people = self._people(token)
        if people is None:
            people, rest = self._people_and_group(token)
            for person, doubtful in people:
                self._add(person, doubtful, token)
            self.pending.append(rest)
            return
        for person, doubtful in people:
            self._add(person, doubtful, token)

    def _titles_last(self, token: Token) -> bool:
        """林知远 局长: a title behind a blank goes to the untitled name before it."""
        last = self.found[-1] if self.found and not self.pending else None
        if not isinstance(last, PersonMention) or not (
            self._goes_on(last, token) if last.titles else token.mark == " "
        ):
            return False
        title = self.grammar.titles.before(self.shadow, token.end, token.start)
        if title is None or title[0] != token.start:
            return False
        self.found[-1] = last._replace(end=token.end, titles=(*last.titles, title))
        return True

    def _goes_on(self, last: PersonMention, token: Token) -> bool:
        """林知远 局党组书记、局长: 、 and one more title behind those behind the name's blank."""
        behind = last.name_span is not None and last.titles[0][0] > last.name_span[1]
        plural = self.shadow.folded.startswith(("各", "全体"), token.start)
        return behind and token.mark == "、" and token.start == last.end + 1 and not plural

    def finish(self) -> list[PersonMention | GroupMention]:
        """What was read. A doubtful name alone is none."""
        if self.trusting and self.pending and all(map(self._may_be_unlisted, self.pending)) and self._names_only():
            self._add_unlisted()
        self._flush()
        persons = [p for p in self.found if isinstance(p, PersonMention)]
        certain = [p for p in persons if id(p) not in self.doubtful]
        if persons and not self.trusting and not certain:
            self.is_whole = self.is_whole and not persons
            self.found = [p for p in self.found if not isinstance(p, PersonMention)]
        return self.found

    def _add(self, person: PersonMention, doubtful: bool, token: Token) -> None:
        if self.pending and self._unlisted(token, person):
            self._add_unlisted()
        if self.pending and doubtful and not self.trusting and not self._has_certain():
            self.pending.append(token)  # 吉林 among provinces is no person
            return
        if self.pending and token.mark in "、， ：" and self._takes_titles(person):
            titles = self._pending_titles()
            if titles:
                person = person._replace(start=titles[0][0], titles=(*titles, *person.titles))
                self.pending = []
        if self.pending and token.mark in " ：" and not person.titles and self._is_body(self.pending[-1]):
            self.pending.pop()  # 县水务局 何静: the unit she comes from
        self._flush()
        if person.titles:
            self.titles = person.titles if person.is_titled_before and not person.wrapped else ()
        elif person.name and self.titles:
            person = person._replace(titles=self.titles)
        self.found.append(person)
        if doubtful and not person.titles:
            self.doubtful.add(id(person))

    @staticmethod
    def _is_person(who: PersonMention | GroupMention) -> bool:
        return isinstance(who, PersonMention)

    def _has_certain(self) -> bool:
        """Whether a person was read whom something else than the list vouches for."""
        return any(id(who) not in self.doubtful for who in self.found)

    def _ends_in_joint(self, start: int, end: int) -> bool:
        """赵守和 between two 、: nothing follows that 和 could join, so it is the name's last."""
        folded = self.shadow.folded
        return end - start == 3 and folded[end - 1] == "和" and self.grammar.names.surname_at(folded, start, end) == 1

    def _names_only(self) -> bool:
        """Whether persons and nobody else were read so far."""
        return bool(self.found) and all(map(self._is_person, self.found))

    def _unlisted(self, token: Token, person: PersonMention) -> bool:
        """Whether the pieces between the last person and this one are names without a known surname."""
        begins = self.trusting and not self.found
        if person.titles or token.mark != "、" or not (begins or (self.found and self._is_person(self.found[-1]))):
            return False
        return all(piece.mark in "、" and self._may_be_unlisted(piece) for piece in self.pending)

    def _may_be_unlisted(self, piece: Token) -> bool:
        folded, titles = self.shadow.folded, self.grammar.titles
        if not 2 <= piece.end - piece.start <= 5 or titles.ends_body(folded, piece.end):
            return False
        if titles.head_ending(folded, piece.end, piece.start) >= 0 or self.is_group(piece.start, piece.end):
            return False
        return self.grammar.names.may_be_unlisted(folded[piece.start : piece.end])

    def _add_unlisted(self) -> None:
        pieces, self.pending = self.pending, []
        for piece in pieces:
            name = Name(piece.start, piece.end, 0, 1)
            self.found.append(self.grammar.mention(self.shadow, name, piece.start, piece.end, self.titles))

    def _takes_titles(self, person: PersonMention) -> bool:
        """Whether titles that stand before 、 may be this person's: 党组成员、副局长何静, not 党组成员、何静副局长."""
        return not person.titles or person.name_span is None or person.titles[-1][0] < person.name_span[0]

    def _is_body(self, token: Token) -> bool:
        folded = self.shadow.folded
        return (
            self.grammar.titles.ends_body(folded, token.end)
            and self.grammar.titles.head_ending(folded, token.end, token.start) < 0
        )

    def _flush(self) -> None:
        """Make a group of what stands pending, where its end is a group's."""
        if not self.pending:
            return
        start, end = self.pending[0].start, self.pending[-1].end
        self.pending = []
        if self.found and not self.trusting and not self._has_certain() and self._is_person(self.found[-1]):
            start = self.found[0].start
            self.found = []
        if self.is_group(start, end):
            self.found.append(GroupMention(start, end - (self.shadow.folded[end - 1] == "等")))
        else:
            self.is_whole = False
        self.titles = ()

    def is_group(self, start: int, end: int) -> bool:
        """Whether `start:end` names people as a group."""
        folded = self.shadow.folded
        if end - start < 2:
            return False
        if self.group_end.search(folded, max(start, end - 30), end):
            return True
        note = before_note(folded, end, start)
        stop = note if note > start else end
        if self.grammar.titles.head_ending(folded, stop, start) >= 0:
            return True
        return self.trusting and self.grammar.titles.ends_body(folded, stop)

    def _pending_titles(self) -> tuple[Span, ...]:
        titles = []
        for token in self.pending:
            title = self.grammar.titles.before(self.shadow, token.end, token.start)
            if title is None or title[0] != token.start or self.shadow.folded.startswith(("各", "全体"), token.start):
                return ()
            titles.append(title)
        return tuple(titles)

    def _people(self, token: Token) -> list[tuple[PersonMention, bool]] | None:
        whole = self._person(token.start, token.end)
        if whole:
            return [whole]
        for joint in self._joints(token):
            if self.shadow.shield[joint.start()] & ~self.shadow.shield[token.start]:
                continue
            left = self._people(Token(token.start, joint.start(), token.mark))
            right = self._people(Token(joint.end(), token.end, "、")) if left else None
            if left and right:
                return left + right
        return None

    def _joints(self, token: Token) -> list[re.Match[str]]:
        """Every 和, 及 or 与 of a piece; none where they are too many for a list of people."""
        joints = list(islice(_JOINT.finditer(self.shadow.folded, token.start + 2, token.end), _MOST_JOINTS + 1))
        return joints if len(joints) <= _MOST_JOINTS else []

    def _people_and_group(self, token: Token) -> tuple[list[tuple[PersonMention, bool]], Token]:
        """镇人大主席赵一鸣及全体镇班子成员: people, a joint, and the beginning of a group."""
        for joint in self._joints(token):
            people = self._people(Token(token.start, joint.start(), token.mark))
            if people and not any(doubtful for _, doubtful in people):
                return people, Token(joint.end(), token.end, token.mark)
        return [], token

    def _person(self, start: int, end: int) -> tuple[PersonMention, bool] | None:
        """The person that `start:end` is, and whether only the list makes one of it."""
        person = self.grammar.before(self.shadow, end, start)
        if person and person.start == start:
            return person, False
        if self.trusting and (person := self._unlisted_titled(start, end)):
            return person, False
        rest = _REST.search(self.shadow.folded, start, end)
        if rest and rest.start() > start:
            return self._person(start, rest.start())
        if self._ends_in_joint(start, end):
            return self.grammar.mention(self.shadow, Name(start, end, 1, 2), start, end), True
        stop = end
        note = before_note(self.shadow.folded, end, start)
        if note > start:
            stop = note
        if self.trusting and _HANDLE.fullmatch(self.shadow.folded, start, stop):
            return self.grammar.mention(self.shadow, Name(start, stop, 0, 3), start, stop), True
        for name in self.grammar.names.ending(self.shadow.folded, stop, start):
            if self.grammar.names.is_refused(self.shadow.folded, name):
                continue
            if name.start == start:
                return self.grammar.mention(self.shadow, name, start, stop), name.is_word or name.trust < 2
            if self._is_unit(start, name):
                return self.grammar.mention(self.shadow, name, name.start, stop), True
        return None

    def _unlisted_titled(self, start: int, end: int) -> PersonMention | None:
        """村支书岩温, 监事白玛央金: behind a label and a title whatever is left is the name."""
        titles = self.grammar.titles
        if titles.ends_body(self.shadow.folded, end) or titles.head_ending(self.shadow.folded, end, start) >= 0:
            return None
        if self.is_group(start, end):
            return None
        person = self.grammar.unlisted_before(self.shadow, end, start)
        return person if person and person.start == start else None

    def _is_unit(self, start: int, name: Name) -> bool:
        """县水务局何静: a body glued to a frequent surname; behind a label a rare one (设备科苗青青) will do."""
        folded = self.shadow.folded
        rare = self.trusting and name.length == 3 and name.start - start >= 3
        if rare and (self.grammar.titles.ends_body(folded, name.end) or self.is_group(start, name.end)):
            return False
        return (
            (name.trust >= 2 or rare)
            and not name.is_word
            and name.start - start >= 2
            and self.grammar.titles.ends_body(folded, name.start)
            and self.grammar.titles.head_ending(folded, name.start, start) < 0
        )


def _tokens(grammar: Grammar, shadow: Shadow, start: int, end: int) -> list[Token]:
    """The pieces between marks and blanks outside brackets; a padded name (何　静) is one."""
    folded, shield = shadow.folded, shadow.shield
    level = shield[start] if start < end else 0
    pieces: list[Token] = []
    left, mark = start, ""
    for at in range(start, end + 1):
        if at < end and (folded[at] not in _SEPARATORS or shield[at] & ~level):
            continue
        pieces.extend(_blank_pieces(grammar, shadow, left, at, mark))
        if at < end:
            mark = folded[at]
        left = at + 1
    return pieces


def _blank_pieces(grammar: Grammar, shadow: Shadow, start: int, end: int, mark: str) -> list[Token]:
    """The pieces of `start:end` between blanks; single characters are a padded name, Latin words stay together."""
    folded = shadow.folded
    words = [m.span() for m in _WORD.finditer(folded, start, end)]
    pieces: list[Token] = []
    index = 0
    while index < len(words):
        left, right = words[index]
        index += 1
        while index < len(words) and _belongs(grammar, folded, (left, right), words[index]):
            right = words[index][1]
            index += 1
        pieces.append(Token(left, right, mark if not pieces else " "))
    return pieces


def _belongs(grammar: Grammar, folded: str, word: Span, following: Span) -> bool:
    """Whether `following` goes on what the blank before it cuts: 何　静, 委员何　静, Alan Grey, 何静 （县水务局）."""
    start, end = following
    if folded[start] == "（":
        return True
    last = folded[word[1] - 1]
    if last.isascii():
        return last.isalpha() and folded[start].isascii() and folded[start].isalpha()
    if end - start > 1 and folded[start + 1 : start + 2] != "（":
        return False
    if last not in grammar.names.surnames and folded[word[1] - 2 : word[1]] not in grammar.names.surnames:
        return False
    return word[1] - word[0] <= 2 or grammar.titles.head_ending(folded, word[1] - 1, word[0]) >= 0
