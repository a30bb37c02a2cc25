"""One piece of a list of people: a person, several joined by 和, people and the beginning of a group, or a group."""

from __future__ import annotations

import re
from itertools import islice

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.grammar import Grammar, grammar_of
from minutes_cli.structure.list_pieces import Piece
from minutes_cli.structure.names import Name, before_note, is_han
from minutes_cli.structure.person import PersonMention
from minutes_cli.text.shadow import Shadow

_HANDLE = re.compile(r"[A-Z][a-z]{2,15}")
_MOST_JOINTS = 6
_JOINT = re.compile(r"以及|[和及与暨]")
_REST = re.compile(r"等[^、，；：。\n]{0,16}\Z")

Listed = tuple[PersonMention, bool]
"""A person, and whether only the list makes one of the words."""


class PieceReader:
    """Tells who a piece is. `trusting` where a label says that a list of people stands here."""

    def __init__(self, shadow: Shadow, lexicon: Lexicon, trusting: bool) -> None:
        self.shadow, self.trusting = shadow, trusting
        self.grammar: Grammar = grammar_of(lexicon)
        self.words = lexicon.words("not_name")
        self.group_end = lexicon.pattern("person.group.end")

    def people(self, piece: Piece) -> list[Listed] | None:
        """The persons a piece is, joined by 和 or 与 where it is several; None where it is something else."""
        others = 2 * self.shadow.folded.startswith(("其他", "其余"), piece.start)
        whole = self._person(piece.start + others, piece.end)
        if whole:
            return [whole]
        for joint in self._joints(piece):
            if self.shadow.shield[joint.start()] & ~self.shadow.shield[piece.start]:
                continue
            left = self.people(Piece(piece.start, joint.start(), piece.mark))
            right = self.people(Piece(joint.end(), piece.end, "、")) if left else None
            if left and right:
                return left + right
        return None

    def people_and_group(self, piece: Piece) -> tuple[list[Listed], Piece]:
        """镇人大主席赵一鸣及全体镇班子成员: people, a joint, and the beginning of a group."""
        for joint in self._joints(piece):
            people = self.people(Piece(piece.start, joint.start(), piece.mark))
            if people and not any(doubtful for _, doubtful in people):
                return people, Piece(joint.end(), piece.end, piece.mark)
        return [], piece

    def _joints(self, piece: Piece) -> list[re.Match[str]]:
        """Every 和, 及 or 与 of a piece; none where they are too many for a list of people."""
        joints = list(islice(_JOINT.finditer(self.shadow.folded, piece.start + 2, piece.end), _MOST_JOINTS + 1))
        return joints if len(joints) <= _MOST_JOINTS else []

    def _person(self, start: int, end: int) -> Listed | None:
        """The person that `start:end` is, and whether only the list makes one of it."""
        person = self.grammar.before(self.shadow, end, start)
        if person and person.start == start:
            return person, False
        if person and self._is_joint_office(start, person):
            (_, end_of_title), *others = person.titles
            return person._replace(start=start, titles=((start, end_of_title), *others)), False
        person = self.unlisted_titled(start, end)
        if person and (self.trusting or self._is_transliterated(person)):
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

    def _is_joint_office(self, start: int, person: PersonMention) -> bool:
        """新区及功能区领导何静: one title, of two bodies."""
        folded, at = self.shadow.folded, person.start - 1
        joined = person.is_titled_before and at - start >= 2 and folded[at] in "及和与暨"
        return joined and self.grammar.titles.ends_body(folded, at)

    def _is_transliterated(self, person: PersonMention) -> bool:
        """Whether the name is written as names of other tongues are, so that no label need vouch for it."""
        return person.name is not None and len(person.name) > 3 and self.grammar.names.is_transliterated(person.name)

    def unlisted_titled(self, start: int, end: int, among_names: bool = False) -> PersonMention | None:
        """村支书岩温, 监事白玛央金: behind a title, where people stand, whatever is left is the name."""
        titles = self.grammar.titles
        if titles.ends_body(self.shadow.folded, end) or titles.head_ending(self.shadow.folded, end, start) >= 0:
            return None
        if self.is_group(start, end):
            return None
        person = self.grammar.unlisted_before(self.shadow, end, start, among_names)
        if person is None or person.start != start or person.name_span is None:
            return None
        first, last = person.name_span
        listed = any(name.start > first for name in self.grammar.names.ending(self.shadow.folded, last, first))
        return None if listed and among_names else person

    def _is_unit(self, start: int, name: Name) -> bool:
        """县水务局何静: a body glued to a frequent surname; behind a label a rare one (设备科苗青青) will do."""
        folded = self.shadow.folded
        rare = self.trusting and name.length <= 3 and name.start - start >= 3
        if rare and (self.grammar.titles.ends_body(folded, name.end) or self.is_group(start, name.end)):
            return False
        return (
            (name.trust >= 2 or rare)
            and not name.is_word
            and name.start - start >= 2
            and self.grammar.titles.ends_body(folded, name.start)
            and self.grammar.titles.head_ending(folded, name.start, start) < 0
        )

    def _ends_in_joint(self, start: int, end: int) -> bool:
        """赵守和 between two 、: nothing follows that 和 could join, so it is the name's last."""
        folded = self.shadow.folded
        return end - start == 3 and folded[end - 1] == "和" and self.grammar.names.surname_at(folded, start, end) == 1

    def is_group(self, start: int, end: int) -> bool:
        """Whether `start:end` names people as a group."""
        folded = self.shadow.folded
        if end - start < 2:
            return False
        if self.group_end.search(folded, max(start, end - 30), end):
            return True
        note = before_note(folded, end, start)
        stop = note if note > start else end - (folded[end - 1] == "等")
        if self.grammar.titles.head_ending(folded, stop, start) >= 0:
            return True
        return self.trusting and self.grammar.titles.ends_body(folded, stop)

    def is_body(self, piece: Piece) -> bool:
        """Whether a piece may be the unit its neighbour comes from."""
        folded = self.shadow.folded
        return (
            self.grammar.titles.ends_body(folded, piece.end)
            and self.grammar.titles.head_ending(folded, piece.end, piece.start) < 0
        )

    def may_hold_body(self, piece: Piece) -> bool:
        """Whether a piece of three may be a name although it holds what bodies end in (陈定镇, 许世科)."""
        words, names = self.shadow.folded[piece.start : piece.end], self.grammar.names
        if len(words) != 3 or words in self.words or words[:2] in self.words or names.surnames.get(words[0]) == "rare":
            return False
        return words[0] in names.surnames and all(map(is_han, words))

    def may_be_unlisted(self, piece: Piece) -> bool:
        """Whether a piece may be a name without a known surname."""
        folded, titles = self.shadow.folded, self.grammar.titles
        if titles.head_ending(folded, piece.end, piece.start) >= 0 or self.is_group(piece.start, piece.end):
            return False
        words, names = folded[piece.start : piece.end], self.grammar.names
        if 2 <= len(words) <= 3 and names.surname_at(folded, piece.start, piece.end) == 1:
            return names.words.isdisjoint((words, words[:2]))
        return 2 <= len(words) <= 5 and not titles.ends_body(folded, piece.end) and names.may_be_unlisted(words)
