"""Tells what a file is that is not plain text, by its first bytes, so that the error can name the remedy."""

from __future__ import annotations

from typing import NamedTuple


class BinaryKind(NamedTuple):
    """A kind of file by its machine name (`office`, `pdf`, `image` …), its name in English, and the remedy."""

    code: str
    what: str
    remedy: str


_SAVE_AS_TEXT = "open it and save it as plain text (UTF-8) first"
_RECOGNISE = "recognise its text (OCR) and save that as plain text (UTF-8) first"
_UNPACK = "unpack it and name the text files in it"

KINDS = {
    kind.code: kind
    for kind in (
        BinaryKind("pdf", "a PDF", "copy its text out, or convert it with `pdftotext`, and save that as UTF-8 first"),
        BinaryKind("docx", "a Word document (.docx)", _SAVE_AS_TEXT),
        BinaryKind("doc", "an older Word or WPS document (.doc, .wps)", _SAVE_AS_TEXT),
        BinaryKind("ofd", "an OFD document", _SAVE_AS_TEXT),
        BinaryKind("spreadsheet", "a spreadsheet (.xlsx)", _SAVE_AS_TEXT),
        BinaryKind("slides", "a presentation (.pptx)", _SAVE_AS_TEXT),
        BinaryKind("rtf", "an RTF document", _SAVE_AS_TEXT),
        BinaryKind("image", "a picture", _RECOGNISE),
        BinaryKind("archive", "an archive", _UNPACK),
        BinaryKind("program", "a program", "check that it is the right file"),
        BinaryKind("other", "a binary file", "check that it is the right file, or save it as plain text (UTF-8) first"),
    )
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b\x08", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"BZh9", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
)
_ZIP_PARTS = (
    (b"word/", "docx"),
    (b"OFD.xml", "ofd"),
    (b"xl/", "spreadsheet"),
    (b"ppt/", "slides"),
)


def binary_kind(data: bytes) -> BinaryKind | None:
    """What `data` is by its signature, or None where it has none.

    >>> binary_kind(b"%PDF-1.7").code
    'pdf'
    >>> binary_kind("会议纪要".encode()) is None
    True
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return KINDS[next((code for part, code in _ZIP_PARTS if part in data), "archive")]
    return next((KINDS[code] for magic, code in _MAGIC if data.startswith(magic)), None)
