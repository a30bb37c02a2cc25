"""The output contract, version 1, as pydantic models.

Rules that hold for every value (the contract calls them provenance and honesty):

* ``text`` is verbatim and ``source[span[0]:span[1]] == text``, in Unicode code points of the source text;
* what is normalised stands beside the words (``name``, ``edtf``, ``value``), what is deduced in a field of its own
  (``resolved``) with its ``basis`` and ``evidence``;
* ``rule`` is the id of the lexicon entry that made the value;
* unknown is ``None`` or empty.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
"""``(start, end)``: a half-open interval of code points of the source text."""

Kind = Literal["minutes", "report", "record", "resolution", "other"]
MeetingType = Literal[
    "party_group", "party_committee", "standing_committee", "study", "executive", "plenary", "office", "special",
    "joint", "on_site", "coordination", "emergency", "work_conference", "assembly", "board", "academic", "village",
    "other",
]  # fmt: skip
Basis = Literal["explicit", "document", "context", "filename", "option"]
Period = Literal["early_morning", "morning", "noon", "afternoon", "evening"]
DateRole = Literal["meeting", "issued", "deadline", "period", "reference"]
PersonRole = Literal["participant", "cited", "byline"]
GroupRole = Literal["attendee", "observer", "absent", "invited"]
Action = Literal[
    "study", "convey", "hear", "review", "approve", "discuss", "arrange", "announce", "sign", "watch",
]  # fmt: skip
AgendaObject = Literal["document", "meeting", "speech", "report", "matter"]
DirectiveKind = Literal["heading", "item", "topic", "requirement", "statement"]
Force = Literal["prohibit", "must", "should", "try", "decide", "ask"]
AssignmentRole = Literal["lead", "support", "addressee", "supervisor"]
Urgency = Literal["immediate", "soon"]
Comparator = Literal[">=", ">", "=", "<=", "<", "~"]
Measure = Literal["level", "growth", "rank", "count"]
Direction = Literal["increase", "decrease", "maintain"]
IndicatorKind = Literal["rate", "share", "intensity", "amount", "count", "rank", "index", "task"]
Severity = Literal["info", "warning", "error"]


class Model(BaseModel):
    """Frozen base: a value never changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Model):
    """Where the text came from."""

    path: str = Field(description="The path as given; '-' for standard input")
    media_type: str = "text/plain"
    encoding: str | None = Field(description="The codec the bytes were read with")
    sha256: str = Field(description="Hex digest of the bytes")
    length: int = Field(description="Length of the source text in code points")


class Mention(Model):
    """Words of the source, and the rule that picked them."""

    text: str
    span: Span
    rule: str


class DateExpression(Mention):
    """A date as the words say it (`edtf`), and as the evidence allows it (`resolved`)."""

    edtf: str | None = Field(default=None, description="ISO 8601-2 level 1 of the words themselves")
    resolved: str | None = Field(default=None, description="Full ISO date or interval of full dates")
    basis: Basis | None = Field(default=None, description="What `resolved` rests on")
    evidence: Span | None = Field(default=None, description="Where the evidence stands")
    period: Period | None = None
    time: str | None = Field(default=None, description="HH:MM")
    role: DateRole = "reference"


class Deadline(DateExpression):
    """By when."""

    role: DateRole = "deadline"
    hard: bool = True
    urgency: Urgency | None = None
    event: str | None = None
    recurrence: str | None = None
    directive: str | None = None


class Person(Mention):
    """A person; `name` is null where only a surname or a title is printed."""

    name: str | None
    surname: str | None = None
    titles: list[str] = []
    mentions: list[Span] = []
    role: PersonRole = "participant"


class Meeting(Mention):
    """The meeting itself: its printed name and what that name says."""

    name: str | None
    types: list[MeetingType] = []
    session: str | None = None
    enlarged: bool = False
    mode: Literal["in_person", "video"] | None = None
    other_matters: bool = False


class Group(Mention):
    """Attendance given as a group (各处室负责人), verbatim."""

    role: GroupRole


class Counts(Model):
    """Quorum: 应到9人，实到7人，缺席2人."""

    expected: int | None = None
    present: int | None = None
    absent: int | None = None


class Attendance(Model):
    """Who was there, who was not."""

    attendees: list[Person] = []
    observers: list[Person] = []
    absent: list[Person] = []
    recorders: list[Person] = []
    invited: list[Person] = []
    groups: list[Group] = []
    counts: Counts | None = None


class AgendaItem(Mention):
    """One matter of the agenda; `action` is null where the text only lists the matter."""

    action: Action | None
    topic: str
    object: AgendaObject = "matter"
    directive: str | None = None


class Directive(Model):
    """A node of the tree of what the meeting asked for.

    ``span`` is the whole node with its children; ``text`` (at ``text_span``) its own words after the marker, up to
    its first child.
    """

    id: str
    text: str
    span: Span
    rule: str
    kind: DirectiveKind
    marker: str | None
    ordinal: int | None = None
    level: int
    heading: str
    body: str | None = None
    marker_span: Span | None = None
    heading_span: Span
    text_span: Span = Field(description="Span of `text`; `span` is the whole node with its children")
    force: Force | None = None
    cues: list[Mention] = []
    speaker: str | None = None
    children: list[Directive] = []


class Decision(Mention):
    """What was decided, agreed or passed."""

    verb: str
    matter: str
    condition: str | None = None
    directive: str | None = None


class Assignment(Mention):
    """Who must do it."""

    body: str
    role: AssignmentRole
    generic: bool = False
    directive: str | None = None


class Indicator(Mention):
    """An indicator named, with the value asked of it."""

    name: str
    mentions: list[Span] = []
    value: int | float | None = None
    value_span: Span | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    measure: Measure | None = None
    direction: Direction | None = None
    kind: IndicatorKind | None = None
    category: str | None = None
    period: DateExpression | None = None
    directive: str | None = None


class CitedDocument(Mention):
    """A document in 《》."""

    title: str
    inner: list[str] = []
    stage: str | None = None
    number: str | None = None
    issuer: str | None = None
    year: int | None = None
    mentions: list[Span] = []


class CitedMeeting(Mention):
    """A meeting or speech whose spirit is studied."""

    name: str
    date: DateExpression | None = None
    mentions: list[Span] = []


class Keyword(Model):
    """A telling word of the document, by TF-IDF over jieba's words."""

    term: str
    weight: float


class Finding(Model):
    """Something a careful reader would remark."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


class Minutes(Model):
    """One document, read."""

    schema_version: Literal["1"] = "1"
    source: Source
    kind: Kind
    title: Mention | None = None
    document_number: Mention | None = None
    issue: Mention | None = None
    classification: Mention | None = None
    issued: DateExpression | None = None
    organization: Mention | None = None
    meeting: Meeting | None = None
    date: DateExpression | None = None
    place: Mention | None = None
    chairs: list[Person] = []
    entrusted_by: Person | None = None
    attendance: Attendance = Attendance()
    speakers: list[Person] = []
    agenda: list[AgendaItem] = []
    directives: list[Directive] = []
    decisions: list[Decision] = []
    assignments: list[Assignment] = []
    deadlines: list[Deadline] = []
    indicators: list[Indicator] = []
    persons: list[Person] = []
    cited_documents: list[CitedDocument] = []
    cited_meetings: list[CitedMeeting] = []
    terms: list[Mention] = []
    dates: list[DateExpression] = []
    keywords: list[Keyword] = []
    findings: list[Finding] = []
