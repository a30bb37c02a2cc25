"""Whom the meeting heard: 听取了县水务局局长赵一鸣关于…的汇报."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.structure.document import Document
from minutes_cli.structure.people import PersonMention, grammar_of
from minutes_cli.structure.people_list import read_whole_list


def heard(document: Document) -> Iterator[PersonMention]:
    """听取了县水务局局长赵一鸣关于…的汇报, 听取了何静、苏禾分别作的报告."""
    if "听取" not in document.shadow.folded:
        return
    folded, too = document.shadow.folded, document.lexicon.pattern("speaker.heard.too")
    for start, end in document.page.body:
        for match in document.lexicon.pattern("speaker.heard").finditer(folded, start, end):
            found = _people(document, *match.span("person"))
            yield from found
            if found:
                stop = document.shadow.sentence_at(match.start())[1]
                for further in too.finditer(folded, match.end("person"), min(stop, end)):
                    yield from _people(document, *further.span("person"))


def _people(document: Document, left: int, right: int) -> list[PersonMention]:
    """Who was heard: one person at the end of the words, or a list that is persons and nobody else."""
    if "、" in document.shadow.folded[left:right] or "和" in document.shadow.folded[left:right]:
        reader = read_whole_list(document.shadow, document.lexicon, left, right)
        people = [who for who in reader.found if isinstance(who, PersonMention)]
        if reader.is_whole and len(people) > 1 and len(people) == len(reader.found):
            return people
    person = grammar_of(document.lexicon).before(document.shadow, right, left)
    is_named = person is not None and (person.name or person.surname) and (person.titles or person.start == left)
    return [person] if person and is_named else []
