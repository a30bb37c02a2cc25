"""The tables of an index: the contract, list by list, with paths, spans and ISO dates in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping

SCHEMA_VERSION = "1"

MENTION = ("text", "span_start INTEGER", "span_end INTEGER", "rule")
DATE = ("edtf", "resolved", "basis", "period", "time")
PERSON = ("name", "surname", "titles", *MENTION)

DOCUMENTS = (
    "id INTEGER PRIMARY KEY",
    "path TEXT NOT NULL UNIQUE",
    *("kind", "title", "document_number", "issue", "classification", "issued"),
    *("organization", "meeting", "session", "enlarged INTEGER", "mode", "other_matters INTEGER"),
    *("date", "date_edtf", "date_text", "date_basis", "period", "time", "place", "entrusted_by"),
    *("expected INTEGER", "present INTEGER", "absent INTEGER"),
    *("media_type", "encoding", "sha256", "length INTEGER"),
    *("size INTEGER", "modified_ns INTEGER", "fingerprint"),
)
"""One row a file. `date` and `issued` are resolved, and null where the evidence does not allow it."""

LISTS: Mapping[str, tuple[str, ...]] = {
    "header": ("field", "name", *MENTION),
    "meeting_types": ("type",),
    "chairs": PERSON,
    "attendance": ("list", *PERSON),
    "attendance_groups": ("list", *MENTION),
    "speakers": PERSON,
    "persons": ("role", *PERSON),
    "agenda": ("action", "topic", "object", "directive", *MENTION),
    "decisions": ("verb", "matter", "condition", "directive", *MENTION),
    "assignments": ("body", "role", "generic INTEGER", "directive", *MENTION),
    "deadlines": (*DATE, "due", "hard INTEGER", "urgency", "event", "recurrence", "directive", *MENTION),
    "indicators": (
        *("name", "value REAL", "unit", "comparator", "measure", "direction", "kind", "category"),
        *("period", "directive", *MENTION),
    ),
    "cited_documents": ("title", "inner_titles", "stage", "number", "issuer", "year INTEGER", *MENTION),
    "cited_meetings": ("name", "date", *MENTION),
    "terms": ("directive", *MENTION),
    "dates": ("role", *DATE, *MENTION),
    "keywords": ("term", "weight REAL", "directive", "span_start INTEGER", "span_end INTEGER"),
    "findings": ("code", "severity", "message", "span_start INTEGER", "span_end INTEGER"),
    "cues": ("directive", *MENTION),
    "mentions": ("list", "item INTEGER", "directive", "span_start INTEGER", "span_end INTEGER"),
}
"""Lists of a document: each row has its `document_id` and its `position` in the list.

`header` says where the document's own fields (`title`, `organization`, `date` …) stand.
`mentions` says where each entry (`item` is its position) of `persons`, `indicators`, `cited_documents` and
`cited_meetings` stands, the first mention included.
"""

DIRECTIVES = (
    *("id TEXT NOT NULL", "position INTEGER", "parent", "kind", "marker", "ordinal INTEGER", "level INTEGER"),
    *("heading", "text", "body", "force", "speaker", "span_start INTEGER", "span_end INTEGER"),
    *("heading_start INTEGER", "heading_end INTEGER", "text_start INTEGER", "text_end INTEGER", "rule"),
)

CHILDREN = ("minutes", "directives", *LISTS)
"""The tables whose rows belong to a document by `document_id`."""

INDEXES: Mapping[str, str] = {
    "documents_by_date": "documents (date)",
    "documents_by_sha256": "documents (sha256)",
    "assignments_by_body": "assignments (body)",
    "deadlines_by_due": "deadlines (due)",
    "indicators_by_name": "indicators (name)",
    "persons_by_name": "persons (name)",
}

VIEWS: Mapping[str, str] = {
    # What a clerk asks for first: every order with its meeting.
    "orders": """
        SELECT d.path, d.date, d.organization, d.meeting, n.id AS directive, n.kind, n.marker, n.heading, n.force,
               (SELECT group_concat(a.body, '、') FROM assignments a
                 WHERE a.document_id = n.document_id AND a.directive = n.id AND a.role = 'lead') AS lead,
               (SELECT group_concat(a.body, '、') FROM assignments a
                 WHERE a.document_id = n.document_id AND a.directive = n.id AND a.role = 'support') AS support,
               (SELECT min(l.due) FROM deadlines l
                 WHERE l.document_id = n.document_id AND l.directive = n.id) AS due
          FROM directives n JOIN documents d ON d.id = n.document_id""",
    "duplicate_files": """
        SELECT d.sha256, d.path FROM documents d
         WHERE d.sha256 IN (SELECT sha256 FROM documents GROUP BY sha256 HAVING count(*) > 1)""",
    # Two files tell of one meeting when document numbers agree, or body, meeting and full date do.
    "duplicate_meetings": """
        SELECT coalesce(document_number, organization || ' ' || meeting || ' ' || date) AS meeting, path, sha256
          FROM (SELECT *, coalesce('№ ' || document_number,
                                   organization || char(10) || meeting || char(10) || date) AS mark FROM documents)
         WHERE mark IN (SELECT coalesce('№ ' || document_number,
                                        organization || char(10) || meeting || char(10) || date)
                          FROM documents GROUP BY 1 HAVING count(DISTINCT sha256) > 1)""",
}

_TEXT_BY_DEFAULT = " TEXT"


def statements(*, full_text: bool) -> list[str]:
    """The statements that make an empty store; `full_text` adds what `minutes search` needs."""
    made = [
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
        f"CREATE TABLE documents ({_columns(DOCUMENTS)})",
        f"CREATE TABLE minutes ({_OWNER_ONLY}, json TEXT NOT NULL)",
        f"CREATE TABLE directives ({_OWNER}, {_columns(DIRECTIVES)}, PRIMARY KEY (document_id, id)) WITHOUT ROWID",
        "CREATE TABLE errors (path TEXT PRIMARY KEY, code TEXT NOT NULL, message TEXT NOT NULL, size INTEGER, "
        "modified_ns INTEGER, changed_ns INTEGER, fingerprint TEXT) WITHOUT ROWID",
    ]
    made += [_list_table(name, columns) for name, columns in LISTS.items()]
    made += [f"CREATE VIEW {name} AS {query}" for name, query in VIEWS.items()]
    if full_text:
        made += [
            f"CREATE TABLE texts ({_OWNER_ONLY}, text TEXT NOT NULL)",
            "CREATE VIRTUAL TABLE full_text USING fts5 (title, text, content='', tokenize='ascii')",
            f"INSERT INTO full_text (full_text, rank) VALUES ('hashsize', {FULL_TEXT_BUFFER})",
        ]
    return made


FULL_TEXT_BUFFER = 16 << 20
"""Bytes of full text gathered in memory before they are written as one sorted run."""
_OWNER = "document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE"
_OWNER_ONLY = "document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE"


def column_names(columns: tuple[str, ...]) -> list[str]:
    """The names alone.

    >>> column_names(("name", "value REAL"))
    ['name', 'value']
    """
    return [column.split()[0] for column in columns]


def _columns(columns: tuple[str, ...]) -> str:
    return ", ".join(column if " " in column else column + _TEXT_BY_DEFAULT for column in columns)


def _list_table(name: str, columns: tuple[str, ...]) -> str:
    names = column_names(columns)
    tree = "directive" in names
    reference = ", FOREIGN KEY (document_id, directive) REFERENCES directives (document_id, id)" if tree else ""
    return (
        f"CREATE TABLE {name} ({_OWNER}, position INTEGER NOT NULL, {_columns(columns)}, "
        f"PRIMARY KEY (document_id, position){reference}) WITHOUT ROWID"
    )


def insertion(table: str) -> str:
    """The INSERT that takes a row of `table` as `rows.py` makes it."""
    count = {"documents": len(DOCUMENTS), "directives": len(DIRECTIVES) + 1, "minutes": 2, "texts": 2}.get(table)
    places = ", ".join("?" * (count or len(LISTS[table]) + 2))
    return f"INSERT INTO {table} VALUES ({places})"
