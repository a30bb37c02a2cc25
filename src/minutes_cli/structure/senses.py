"""What an enumeration is for: it orders, it reports what was done or found, or it lists the agenda."""

from __future__ import annotations

from bisect import bisect_left

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.heads import Head
from minutes_cli.structure.page import Page
from minutes_cli.structure.series import Numbered, Series

_WILL = "enumeration.order.will"
_HEADING = 14  # code points of a heading that says what a list under it is (会议议程说明)
_LEAD = 90  # code points before the first marker that are read as its lead


def read_senses(
    page: Page, numbered: list[Numbered], all_series: list[Series], heads: tuple[Head, ...], lexicon: Lexicon
) -> None:
    """Set ``sense`` on every series; what stands below an enumeration that orders nothing orders nothing."""
    said = [head.end for head in heads if head.entry.value in ("directive", "decision")]
    for series in all_series:
        outer = numbered[series.parent].series.sense if series.parent is not None else "order"
        series.sense = outer if outer != "order" else _sense(page, series, numbered, said, lexicon)


def _sense(page: Page, series: Series, numbered: list[Numbered], said: list[int], lexicon: Lexicon) -> str:
    first = numbered[series.members[0]].marker
    lead = lead_of(page, series, numbered)
    leads = list(lexicon.words("enumeration_lead").find(page.shadow.folded, *lead))
    values = [entry.value or "order" for _, _, entry in leads]
    if not first.is_item:
        is_led = page.shadow.folded[lead[0] : lead[1]].endswith("：") and series.parent is None
        is_agenda = is_led and bool(values) and values[-1] == "agenda"
        return "agenda" if is_agenda or _only_names(page, series, numbered, lexicon) else "order"
    if values and values[-1] == "agenda":
        return "agenda"
    asked = series.parent is not None and numbered[series.parent].marker.style == "要"
    if asked and leads and leads[-1][2].attributes.get("named"):
        return "order"  # 三要解决突出问题。一是…；二是…
    if any("要" in page.shadow.folded[n.marker.start : n.marker.end] for n in (numbered[i] for i in series.members)):
        return "order"
    if values and (_measures(page, lead, said, lexicon) or page.shadow.folded.startswith("关于", lead[0])):
        return "order"  # 关于改制有关问题：一是…
    if values and leads[-1][2].attributes.get("reached") and _WILL in (entry.id for _, _, entry in leads[:-1]):
        return "order"  # 要把学习转化为工作成效。一是…
    if values:
        return "order" if values[-1] == "order" else "report"
    done = lexicon.words("enumeration_done")
    told = sum(
        next(done.find(page.shadow.folded, numbered[i].marker.end, numbered[i].end), None) is not None
        for i in series.members
    )
    return "report" if 2 * told > len(series.members) else "order"


def _only_names(page: Page, series: Series, numbered: list[Numbered], lexicon: Lexicon) -> bool:
    """Whether a series under a heading of the agenda (一、会议议程) only names the matters, each in one line."""
    if series.parent is None or len(series.members) < 2:
        return False
    above = numbered[series.parent].marker.end
    heading = page.shadow.folded[above : above + _HEADING].split("\n")[0]
    spans = [(numbered[i].marker.end, numbered[i].end) for i in series.members]
    told = any("。" in page.shadow.folded[a:b] or "\n" in page.shadow.folded[a:b].strip() for a, b in spans[:-1])
    return not told and lexicon.pattern("agenda.listed").search(heading) is not None


def _measures(page: Page, lead: tuple[int, int], said: list[int], lexicon: Lexicon) -> bool:
    """Whether a head's sentence leads in with the parts of what it orders (会议确定了管护措施，主要包括：)."""
    headed = bisect_left(said, lead[1]) > bisect_left(said, lead[0])
    return headed and lexicon.pattern("enumeration.measures").search(page.shadow.folded, *lead) is not None


def lead_of(page: Page, series: Series, numbered: list[Numbered]) -> tuple[int, int]:
    """The words that introduce a series: its sentence up to the marker, or the last sentence before it."""
    shield = page.shadow.shield
    end = numbered[series.members[0]].marker.start
    floor = max(0, end - _LEAD)
    if series.parent is not None:
        floor = max(floor, numbered[series.parent].marker.end)
    _, end = page.shadow.strip(floor, end)
    stops = page.shadow.full_stops
    index = bisect_left(stops, end - 1) - 1
    while index >= 0 and shield[stops[index]]:
        index -= 1
    return max(floor, stops[index] + 1 if index >= 0 else 0), end
