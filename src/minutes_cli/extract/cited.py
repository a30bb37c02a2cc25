"""Documents in 《》, meetings and speeches whose spirit is studied, set phrases in “ ”."""

from __future__ import annotations

from minutes_cli.extract.date import Dates
from minutes_cli.models import CitedDocument, CitedMeeting, Meeting, Mention
from minutes_cli.structure.document import Document


def find_cited_documents(document: Document) -> list[CitedDocument]:
    """Every 《…》, one entry a title."""
    return []


def find_cited_meetings(document: Document, meeting: Meeting | None, dates: Dates) -> list[CitedMeeting]:
    """Every meeting or speech cited, one entry a name; never the meeting itself."""
    return []


def find_terms(document: Document) -> list[Mention]:
    """Set phrases and campaigns in quotation marks."""
    return []
