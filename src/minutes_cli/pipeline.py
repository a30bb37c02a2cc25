"""From text to `Minutes`: the steps in order. Read it from top to bottom; it is the table of contents."""

from __future__ import annotations

from minutes_cli.extract.acts import read_acts
from minutes_cli.extract.agenda import find_agenda
from minutes_cli.extract.assignment import find_assignments
from minutes_cli.extract.cited import find_cited_documents, find_cited_meetings, find_terms
from minutes_cli.extract.date import read_dates
from minutes_cli.extract.decision import find_decisions
from minutes_cli.extract.finding import find_kind_findings, find_outline_findings
from minutes_cli.extract.indicator import find_indicators
from minutes_cli.extract.keyword import find_keywords
from minutes_cli.extract.meeting import find_meeting, find_organization, find_place
from minutes_cli.extract.people import read_people
from minutes_cli.lexicon import Lexicon, default_lexicon
from minutes_cli.models import Mention, Minutes, Span
from minutes_cli.sources.source import SourceText
from minutes_cli.structure.document import Document, Options
from minutes_cli.structure.heads import find_heads
from minutes_cli.structure.outline import build_outline
from minutes_cli.structure.page import read_page
from minutes_cli.text.segment import Segmenter, default_segmenter
from minutes_cli.text.shadow import Shadow


def parse_source(
    source: SourceText,
    options: Options = Options(),  # noqa: B008
    lexicon: Lexicon | None = None,
    segmenter: Segmenter | None = None,
) -> Minutes:
    """Read one document. Never raises on text: what is odd becomes a finding."""
    lexicon = lexicon or default_lexicon()
    segmenter = segmenter or default_segmenter()

    page = read_page(Shadow.of(source.text), lexicon)
    heads = find_heads(page, lexicon)
    outline = build_outline(page, heads, lexicon)
    document = Document(page.shadow, page, heads, outline, lexicon, options, source.source.path)

    dates = read_dates(document)
    meeting = find_meeting(document)
    people = read_people(document)
    acts = read_acts(document)
    indicators, indicator_findings = find_indicators(document, dates)

    return Minutes(
        source=source.source,
        kind=page.kind,
        title=_mention(document, page.title, "page.title"),
        document_number=_mention(document, page.document_number, "page.document_number"),
        issue=_mention(document, page.issue, "page.issue"),
        classification=_mention(document, page.classification, "page.classification"),
        issued=dates.issued,
        organization=find_organization(document, meeting),
        meeting=meeting,
        date=dates.meeting,
        place=find_place(document, meeting),
        chairs=list(people.chairs),
        entrusted_by=people.entrusted_by,
        attendance=people.attendance,
        speakers=list(people.speakers),
        agenda=find_agenda(document, acts),
        directives=list(outline.directives),
        decisions=find_decisions(document, acts),
        assignments=find_assignments(document),
        deadlines=list(dates.deadlines),
        indicators=indicators,
        persons=list(people.persons),
        cited_documents=find_cited_documents(document),
        cited_meetings=find_cited_meetings(document, meeting, dates),
        terms=find_terms(document),
        dates=list(dates.all),
        keywords=find_keywords(document, segmenter),
        findings=[
            *source.findings,
            *find_kind_findings(document, meeting, people),
            *find_outline_findings(document),
            *dates.findings,
            *indicator_findings,
        ],
    )


def _mention(document: Document, span: Span | None, rule: str) -> Mention | None:
    return None if span is None else document.mention(span, rule)
