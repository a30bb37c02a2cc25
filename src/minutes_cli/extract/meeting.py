"""The meeting itself: its name and types, the body that met, the place."""

from __future__ import annotations

from minutes_cli.models import Meeting, Mention
from minutes_cli.structure.document import Document


def find_meeting(document: Document) -> Meeting | None:
    """The meeting's printed name and what it says."""
    return None


def find_organization(document: Document, meeting: Meeting | None) -> Mention | None:
    """The body that met, in the fullest form printed."""
    return None


def find_place(document: Document) -> Mention | None:
    """Where it met."""
    return None
