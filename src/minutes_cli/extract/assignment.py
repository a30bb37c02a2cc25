"""Assignments: who must do it."""

from __future__ import annotations

from minutes_cli.extract.charges import Charge, ChargeReader
from minutes_cli.extract.ordered import OrderReader
from minutes_cli.extract.verbs import VerbReader
from minutes_cli.models import Assignment, Span
from minutes_cli.structure.document import Document


def find_assignments(document: Document) -> list[Assignment]:
    """Every body charged with something, one entry a mention, in the order of the text."""
    reader = ChargeReader(document)
    found: dict[Span, Charge] = {}
    taken: set[int] = set()
    for charge in (*reader.charges(), *OrderReader(reader).orders(), *VerbReader(reader).charges_by_verb()):
        places = range(*charge.span)
        if taken.isdisjoint(places):
            taken.update(places)
            found[charge.span] = charge
    return [
        Assignment(
            text=document.shadow.words(span),
            span=span,
            rule=charge.rule,
            body=reader.name(span),
            role=charge.role,
            generic=reader.bodies.is_generic(span),
            directive=document.outline.at(span[0]),
        )
        for span, charge in sorted(found.items())
    ]
