"""The errors a caller may meet: one root, one exit code each.

Parsing never raises on text. What raises is unreadable input, a faulty lexicon or a wrong request; each message
is one sentence that names the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping


class MinutesError(Exception):
    """Root of every error this package raises on purpose.

    ``code`` is a short machine name, ``details`` what the sentence was filled in with, for whoever says it in another
    language.
    """

    exit_code = 1
    code = "error"

    def __init__(
        self, message: str = "", *, code: str | None = None, details: Mapping[str, str | int] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.details = dict(details or {})


class SourceError(MinutesError):
    """Input that cannot be turned into text: ``missing``, ``directory``, ``binary``, ``encoding`` …"""

    code = "unreadable"


class LexiconError(MinutesError):
    """A lexicon file or entry that cannot be used; the message names file, entry and remedy."""

    exit_code = 2
    code = "lexicon"


class UsageError(MinutesError):
    """A request that makes no sense: an unknown field, an impossible date option."""

    exit_code = 2
    code = "usage"
