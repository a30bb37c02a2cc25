"""Findings: what a careful reader would remark."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.extract.people import People
from minutes_cli.models import Finding, Meeting, Severity
from minutes_cli.structure.document import Document
from minutes_cli.structure.senses import lead_of
from minutes_cli.structure.series import Series
from minutes_cli.text.numerals import to_int

_UNMARKED = {"sequence", "among"}


def find_kind_findings(document: Document, meeting: Meeting | None, people: People) -> list[Finding]:
    """Why a text is not read as minutes; or that a meeting names nobody who chaired it."""
    page = document.page
    if not page.is_minutes:
        return [finding("not_minutes", f"不是会议纪要：{'；'.join(page.reasons)}")]
    if meeting is not None and not people.chairs:
        return [finding("no_chair", "未写明主持人", severity="warning" if page.kind == "minutes" else "info")]
    return []


def find_outline_findings(document: Document) -> list[Finding]:
    """Ordinals skipped or repeated, announced counts that are not kept, in document order."""
    found = [finding for series in document.outline.series for finding in _of_series(document, series)]
    return sorted(found, key=lambda finding: finding.span or (0, 0))


def _of_series(document: Document, series: Series) -> Iterator[Finding]:
    markers = {document.outline.numbered[i].marker.start: document.outline.numbered[i].marker for i in series.members}
    for code, places in (("ordinal_gap", series.gaps), ("ordinal_repeated", series.repeated)):
        for start in places:
            marker = markers.get(start)
            span = (marker.start, marker.end) if marker else (start, start + 1)
            words = document.shadow.words(span)
            said = "序号不连续" if code == "ordinal_gap" else "序号重复"
            yield finding(code, f"{said}：{words}", span)
    yield from _count(document, series)


def _count(document: Document, series: Series) -> Iterator[Finding]:
    """三点意见 against the items that follow at once."""
    if series.family in _UNMARKED:
        return
    page, folded = document.page, document.shadow.folded
    start, end = lead_of(page, series, list(document.outline.numbered))
    said = None
    for match in document.lexicon.pattern("announce.count").finditer(folded, start, end):
        if not document.shadow.shield[match.start()] and _announces(folded, match.end(), end):
            said = match
    number = to_int(said.group(1)) if said else None
    if said is not None and number is not None and number > 1 and number != len(series.members):
        message = f"预告“{document.shadow.words(said.span())}”，后文列出{len(series.members)}项"
        yield finding("count_mismatch", message, said.span())


def _announces(folded: str, at: int, end: int) -> bool:
    """A count announces when only a closing mark or 如下 stands between it and the series."""
    return folded[at:end].strip("：，。；、 \n（）如下") == ""


def finding(code: str, message: str, span: tuple[int, int] | None = None, severity: Severity = "warning") -> Finding:
    """A finding; messages are in Chinese, for the clerk, codes in English, for programs."""
    return Finding(code=code, severity=severity, message=message, span=span)
