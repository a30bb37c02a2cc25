"""The telling words of the body, by jieba's TF-IDF."""

from __future__ import annotations

from minutes_cli.models import Keyword
from minutes_cli.structure.document import Document
from minutes_cli.text.segment import Segmenter

_TOP = 20


def find_keywords(document: Document, segmenter: Segmenter) -> list[Keyword]:
    """The twenty words that weigh most in the body as printed; title, furniture and imprint do not count."""
    words = segmenter.cut(_body(document))
    return [Keyword(term=term, weight=weight) for term, weight in segmenter.keywords(words, _TOP)]


def _body(document: Document) -> str:
    """The paragraphs of the body, one a line; where a line was broken softly, words are joined over the break."""
    source, folded = document.shadow.source, document.shadow.folded
    paragraphs = []
    for start, end in document.page.body:
        paragraph = source[start:end]
        if "\n" in paragraph:
            shades = folded[start:end]
            paragraph = "".join([char for char, shade in zip(paragraph, shades, strict=True) if shade != " "])
        paragraphs.append(paragraph)
    return "\n".join(paragraphs)
