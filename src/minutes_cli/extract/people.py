"""People: chairs, attendance, speakers, and everyone named, one entry a person."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_cli.models import Attendance, Person
from minutes_cli.structure.document import Document


@dataclass(frozen=True)
class People:
    """Everyone the text names, by what they did."""

    chairs: tuple[Person, ...] = ()
    entrusted_by: Person | None = None
    attendance: Attendance = Attendance()
    speakers: tuple[Person, ...] = ()
    persons: tuple[Person, ...] = ()


def read_people(document: Document) -> People:
    """Find and merge everyone named."""
    return People()
