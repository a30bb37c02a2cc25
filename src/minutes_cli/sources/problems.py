"""The ways in which input can be unreadable: one sentence each, naming the remedy.

The English stands here; the command line has the same sentences in Chinese (`minutes_cli.cli.messages`).
"""

from __future__ import annotations

from minutes_cli.errors import SourceError

PROBLEMS = {
    "missing": "there is no such file; check the path, and quote names that have blanks in them",
    "directory": "this is a folder, not a file; name the files in it ({path}/*.txt), or use `minutes index`",
    "permission": "the file may not be read by you; ask for read permission, or copy it to where you may read",
    "unreadable": "the file cannot be read ({reason}); check the disk or the network share and try again",
    "large": "the file has {size} MB, more than the {limit} MB read here; split it, or check that it is the right one",
    "binary": "this is {what}, not plain text; {remedy}",
    "encoding": "the bytes are in no encoding known here ({tried}); save the file as UTF-8, or name its encoding with "
    "--encoding",
    "wrong_encoding": "the bytes are not {encoding} (they break at byte {position}); leave --encoding out to have it "
    "detected, or name another",
    "unknown_encoding": "there is no encoding called {encoding!r}; try utf-8, gb18030, big5 or utf-16",
}


def problem(code: str, **details: str | int) -> SourceError:
    """The error called `code`, its sentence filled in with `details`."""
    return SourceError(PROBLEMS[code].format(**details), code=code, details=details)
