"""The view for people: who met, when, who chaired, what was asked of whom until when; findings last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minutes_cli.models import Directive, Minutes, Person
from minutes_cli.writers.labels import finding_words, labels
from minutes_cli.writers.layout import Line, Piece, shorten, wrap
from minutes_cli.writers.marks import Marks

_LONGEST_HEADING = 120
_LABEL_COLUMNS = 13
_SEVERITY = {"error": ("×", "bold red"), "warning": ("●", "yellow"), "info": ("─", "dim")}
_GROUP_ROLE = {"attendees": "attendee", "observers": "observer", "absent": "absent", "invited": "invited"}
_KIND_STYLE = {"heading": "bold", "item": "", "topic": "italic", "requirement": "", "statement": "cyan"}


def render(minutes: Minutes, *, width: int = 80, chinese: bool = False, text: str | None = None) -> Iterator[Line]:
    """The lines of the view, none wider than `width` columns. `text`, the source text, gives findings their excerpt."""
    view = _View(minutes, width, chinese)
    yield from view.head()
    yield from view.header()
    yield from view.agenda()
    yield from view.directives()
    yield from view.decisions()
    yield from view.cited()
    yield from view.findings(text)


class _View:
    """One document being shown."""

    def __init__(self, minutes: Minutes, width: int, chinese: bool) -> None:
        self.minutes, self.width, self.chinese = minutes, max(width, 20), chinese
        self.words = labels(chinese=chinese)
        self.marks = Marks(minutes, self.words)

    def head(self) -> Iterator[Line]:
        """Title, and what was read."""
        source, words = self.minutes.source, self.words
        if self.minutes.title:
            yield from self._wrapped([Piece(_one_line(self.minutes.title.text), "bold")])
        facts = [words[f"kind.{self.minutes.kind}"], f"{source.length} {words['characters']}", source.encoding or ""]
        yield from self._wrapped([Piece(" · ".join([source.path, *filter(None, facts)]), "dim")])

    def header(self) -> Iterator[Line]:
        """The meeting's own data, a line each; what minutes must have and these have not is said."""
        if self.minutes.kind == "other":
            return
        yield []
        must = ("date", "chairs")
        for name, value in self._header_values():
            if value or name in must:
                piece = Piece(value) if value else Piece(self.words["not_stated"], "yellow")
                yield from self._labelled(self.words[name], [piece])

    def _header_values(self) -> Iterator[tuple[str, str]]:
        m = self.minutes
        yield "meeting", _one_line(m.meeting.name or m.meeting.text) if m.meeting else ""
        yield "organization", _one_line(m.organization.text) if m.organization else ""
        yield "date", self.marks.date(m.date)
        yield "place", _one_line(m.place.text) if m.place else ""
        yield "chairs", "、".join(map(_with_titles, m.chairs))
        yield "entrusted_by", _with_titles(m.entrusted_by) if m.entrusted_by else ""
        yield (
            "number",
            "  ".join(_one_line(part.text) for part in (m.document_number, m.issue, m.classification) if part),
        )
        yield "issued", self.marks.date(m.issued)
        a = m.attendance
        for role, people in (
            ("attendees", a.attendees),
            ("observers", a.observers),
            ("absent", a.absent),
            ("invited", a.invited),
            ("recorders", a.recorders),
        ):
            groups = [_one_line(group.text) for group in a.groups if group.role == _GROUP_ROLE.get(role)]
            yield role, "、".join([*map(_name, people), *groups])
        yield "counts", self.marks.counts(a.counts)
        yield "speakers", "、".join(map(_name, m.speakers))

    def agenda(self) -> Iterator[Line]:
        """What was on the table."""
        other = self.minutes.meeting is not None and self.minutes.meeting.other_matters
        if self.minutes.agenda or other:
            yield from self._section("agenda")
        for number, item in enumerate(self.minutes.agenda, 1):
            topic = shorten(_one_line(item.text), _LONGEST_HEADING)
            yield from self._wrapped([Piece(topic)], [Piece(f"{number:>3} ", "dim")])
        if other:
            yield from self._wrapped([Piece(self.words["other_matters"], "dim")], [Piece("    ")])

    def directives(self) -> Iterator[Line]:
        """The tree, each node with its owners, deadlines and indicators."""
        outside = list(self.marks.of(None))
        if self.minutes.directives:
            yield from self._section("directives")
            yield from self._nodes(self.minutes.directives, "")
        if outside:
            yield from self._section("outside")
            for mark in outside:
                yield from self._wrapped(mark, [Piece("  ")])

    def _nodes(self, nodes: Sequence[Directive], guide: str) -> Iterator[Line]:
        """Depth first, without recursion on the Python stack: documents may nest as they like."""
        stack = [(node, guide, index == len(nodes) - 1) for index, node in enumerate(nodes)][::-1]
        while stack:
            node, above, is_last = stack.pop()
            below = above + ("   " if is_last else "│  ")
            first, rest = Piece(above + ("└─ " if is_last else "├─ "), "dim"), Piece(below, "dim")
            hanging = Piece(("│  " if node.children else "   "), "dim")
            yield from wrap(_heading(node), self.width, [first], [rest, hanging])
            for mark in self.marks.of(node.id):
                yield from wrap(mark, self.width, [rest, hanging], [rest, hanging, Piece("  ")])
            children = node.children
            stack.extend((child, below, i == len(children) - 1) for i, child in reversed(list(enumerate(children))))

    def decisions(self) -> Iterator[Line]:
        """What was decided, and on which condition."""
        if self.minutes.decisions:
            yield from self._section("decisions")
        for decision in self.minutes.decisions:
            condition = f"（{_one_line(decision.condition)}）" if decision.condition else ""
            matter = shorten(_one_line(decision.matter), _LONGEST_HEADING)
            yield from self._wrapped(
                [Piece(decision.verb, "bold green"), Piece("  " + matter), Piece(condition, "dim")],
                [Piece("  √ ", "green")],
            )

    def cited(self) -> Iterator[Line]:
        """Documents and meetings referred to."""
        documents, meetings = self.minutes.cited_documents, self.minutes.cited_meetings
        if documents or meetings:
            yield from self._section("cited")
        for document in documents:
            more = "  ".join(filter(None, (document.issuer, document.number, document.stage)))
            yield from self._wrapped(
                [Piece(f"《{_one_line(document.title)}》"), Piece(f"  {_one_line(more)}" if more else "", "dim")],
                [Piece("  ")],
            )
        for meeting in meetings:
            yield from self._wrapped([Piece(_one_line(meeting.name))], [Piece("  ")])

    def findings(self, text: str | None) -> Iterator[Line]:
        """What a careful reader would remark."""
        if self.minutes.findings:
            yield from self._section("findings")
        for finding in self.minutes.findings:
            glyph, style = _SEVERITY[finding.severity]
            pieces = [Piece(finding_words(finding, chinese=self.chinese)), Piece(f"  {finding.code}", "dim")]
            if text is not None and finding.span is not None:
                excerpt = shorten(_one_line(text[slice(*finding.span)]), 30)
                line = text.count("\n", 0, finding.span[0]) + 1
                pieces.append(Piece(f"  {line}: {excerpt}", "dim"))
            yield from self._wrapped(pieces, [Piece(f"  {glyph} ", style)])

    def _section(self, name: str) -> Iterator[Line]:
        yield []
        yield [Piece(self.words[name], "bold underline")]

    def _labelled(self, label: str, pieces: Sequence[Piece]) -> Iterator[Line]:
        columns = 8 if self.chinese else _LABEL_COLUMNS
        padding = columns - sum(1 if character.isascii() else 2 for character in label)
        yield from wrap(pieces, self.width, [Piece(label, "cyan"), Piece(" " * padding)], [Piece(" " * columns)])

    def _wrapped(self, pieces: Sequence[Piece], first: Line | None = None) -> Iterator[Line]:
        first = first or []
        indent = [Piece(" " * sum(len(piece.text) for piece in first))] if first else []
        yield from wrap(pieces, self.width, first, indent)


def _heading(node: Directive) -> list[Piece]:
    heading = shorten(_one_line(node.heading), _LONGEST_HEADING)
    style = _KIND_STYLE[node.kind]
    if node.kind == "statement":
        who = node.marker or node.speaker or ""
        return [Piece(who, "bold cyan"), Piece(f"：{heading}" if who and heading else heading, style)]
    if node.marker is None:
        return [Piece("· ", "dim"), Piece(heading, style)]
    return [Piece(_one_line(node.marker), style if node.kind == "requirement" else "bold"), Piece(heading, style)]


def _name(person: Person) -> str:
    return person.name or _one_line(person.text)


def _with_titles(person: Person) -> str:
    titles = "、".join(map(_one_line, person.titles))
    return f"{person.name}（{titles}）" if person.name and titles else _name(person)


def _one_line(text: str) -> str:
    return " ".join(text.split())
