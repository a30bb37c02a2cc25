"""jieba's words, by a store that loads fast."""

from __future__ import annotations

from collections.abc import Sequence


class Segmenter:
    """Cuts text into words exactly as jieba's default mode does (``jieba.cut(text)``)."""

    def cut(self, text: str) -> list[str]:
        """The words of `text`, in order; joined they are `text`."""
        raise NotImplementedError

    def keywords(self, words: Sequence[str], top: int = 20) -> list[tuple[str, float]]:
        """The most telling of `words` by TF-IDF as ``jieba.analyse.extract_tags`` weighs them."""
        raise NotImplementedError
