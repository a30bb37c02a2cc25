"""People in a text: who stands before a place, who behind it, and whom a list names."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.grammar import grammar_of
from minutes_cli.structure.list_pieces import Piece
from minutes_cli.structure.names import Name
from minutes_cli.structure.people_list import read_list
from minutes_cli.structure.person import GroupMention, PersonMention
from minutes_cli.structure.piece_reader import PieceReader
from minutes_cli.text.shadow import Shadow

__all__ = [
    "GroupMention",
    "PersonMention",
    "grammar_of",
    "people_in",
    "people_only",
    "person_after",
    "person_alone",
    "person_before",
]


def person_before(shadow: Shadow, lexicon: Lexicon, end: int, floor: int) -> PersonMention | None:
    """The person whose titles and name (in either order) end exactly at `end` and begin at `floor` or later.

    >>> from minutes_cli.lexicon import default_lexicon
    >>> text = Shadow.of("会议由局党组书记、局长林知远主持")
    >>> person = person_before(text, default_lexicon(), 14, 0)
    >>> person.name, person.titles_in(text)
    ('林知远', ['局党组书记', '局长'])
    """
    return grammar_of(lexicon).before(shadow, end, floor)


def person_after(shadow: Shadow, lexicon: Lexicon, start: int, ceiling: int) -> PersonMention | None:
    """The person whose titles and name begin exactly at `start` and end at `ceiling` or before."""
    return grammar_of(lexicon).after(shadow, start, ceiling)


def person_alone(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> PersonMention | None:
    """The person that `start:end` is behind the label of one person (记录：来长青), whatever the surname.

    Three characters that are no word, no body, and none of the things said where nobody is named (见附件).
    """
    grammar, words = grammar_of(lexicon), shadow.folded[start:end]
    if len(words) != 3 and not grammar.names.is_transliterated(words):
        return None
    if lexicon.pattern("person.label.nobody").search(words):
        return None
    listed = PieceReader(shadow, lexicon, trusting=True).may_be_unlisted(Piece(start, end, ""))
    if not listed or not grammar.names.may_end(shadow.folded[start]):
        return None
    return grammar.mention(shadow, Name(start, end, 0, 1), start, end)


def people_in(
    shadow: Shadow, lexicon: Lexicon, start: int, end: int, trusting: bool = False
) -> list[PersonMention | GroupMention]:
    """The list of persons and groups that `start:end` is, a title distributed over the names that follow it.

    `trusting` where a label says that a list of people stands here: then rare surnames and words count as names.
    """
    return read_list(shadow, lexicon, start, end, trusting)


def people_only(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> list[PersonMention]:
    """Everyone of a list that names two persons or more, and nobody else."""
    people = people_in(shadow, lexicon, start, end)
    persons = [who for who in people if isinstance(who, PersonMention)]
    return persons if len(persons) > 1 and len(persons) == len(people) else []
