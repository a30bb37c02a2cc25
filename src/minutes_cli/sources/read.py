"""Files, bytes and strings to `SourceText`."""

from __future__ import annotations

import os
import sys
from hashlib import sha256

from minutes_cli.models import Finding, Source
from minutes_cli.sources.clean import clean
from minutes_cli.sources.decode import decode
from minutes_cli.sources.problems import problem
from minutes_cli.sources.source import SourceText

STANDARD_INPUT = "-"
LARGEST = 256
"""Megabytes beyond which a file is taken for a mistake."""


def read_source(path: str | os.PathLike[str], encoding: str | None = None) -> SourceText:
    """Read the file at `path` (`-` is standard input). Raises SourceError with a code and a remedy."""
    name = os.fspath(path)
    data = sys.stdin.buffer.read() if name == STANDARD_INPUT else _read_bytes(name)
    return source_from_bytes(data, name, encoding)


def source_from_bytes(data: bytes, path: str = STANDARD_INPUT, encoding: str | None = None) -> SourceText:
    """Decode and clean `data`; `path` is only recorded."""
    decoded = decode(data, encoding)
    findings = (_truncated(),) if decoded.is_truncated else ()
    return _source(decoded.text, path, decoded.encoding, data, findings)


def source_from_text(text: str, path: str = STANDARD_INPUT) -> SourceText:
    """Clean `text` that is decoded already. Its `sha256` is that of the text in UTF-8, its `encoding` null."""
    return _source(text, path, None, text.encode("utf-8", "surrogatepass"), ())


def _source(text: str, path: str, encoding: str | None, data: bytes, findings: tuple[Finding, ...]) -> SourceText:
    text = clean(text)
    source = Source(path=_printable(path), encoding=encoding, sha256=sha256(data).hexdigest(), length=len(text))
    at = next((at for at in (text.find("\ufffd"), text.find("锟斤拷")) if at >= 0), None)
    if at is not None:
        findings = (*findings, _mojibake(at, 3 if text[at] == "锟" else 1))
    return SourceText(text, source, findings)


def _read_bytes(name: str) -> bytes:
    try:
        size = os.stat(name).st_size  # noqa: PTH116 (a plain string is all that is at hand, and pathlib costs start-up)
        if size > LARGEST << 20:
            raise problem("large", size=size >> 20, limit=LARGEST)
        with open(name, "rb") as stream:  # noqa: PTH123
            return stream.read()
    except FileNotFoundError:
        raise problem("missing") from None
    except (IsADirectoryError, NotADirectoryError):
        raise problem("directory" if os.path.isdir(name) else "missing", path=name.rstrip("/\\")) from None  # noqa: PTH112
    except PermissionError:
        is_folder = os.path.isdir(name)  # noqa: PTH112 (Windows refuses to open a folder with this error)
        raise problem("directory" if is_folder else "permission", path=name.rstrip("/\\")) from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise problem("unreadable", reason=getattr(error, "strerror", None) or str(error)) from None


def _printable(path: str) -> str:
    """`path` as valid Unicode: bytes of a file name that are not in the file system's encoding are shown as `?`."""
    return path.encode("utf-8", "replace").decode("utf-8")


def _truncated() -> Finding:
    return Finding(code="truncated", severity="warning", message="The file ends within a character; its end is lost.")


def _mojibake(at: int, length: int) -> Finding:
    message = "Characters were lost in an earlier conversion of the file; take it from its source again."
    return Finding(code="mojibake", severity="warning", message=message, span=(at, at + length))
