"""`minutes segment`: the text cut into words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from minutes_cli.cli.inputs import Inputs, default_files
from minutes_cli.cli.messages import say
from minutes_cli.cli.options import encoding_option, files_argument, output_option, talk_options, userdict_option
from minutes_cli.cli.output import Sink
from minutes_cli.cli.talk import Talk

if TYPE_CHECKING:
    from minutes_cli.sources import SourceText
    from minutes_cli.text.segment import Segmenter


@click.command(
    help=say(
        """Cut the text into words, as jieba does: a sentence a line, words apart by a blank.

        \b
        minutes segment 纪要.txt
        minutes segment 纪要.txt --format json         words with spans and parts of speech
        minutes segment 纪要.txt --userdict 水利.txt   with words of your own, a line "word frequency tag" each
        """,
        """分词，与 jieba 一致：一句一行，词间空格。

        \b
        minutes segment 纪要.txt
        minutes segment 纪要.txt --format json         带位置和词性
        minutes segment 纪要.txt --userdict 水利.txt   加入自有词语，每行“词 词频 词性”
        """,
    )
)
@files_argument
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    help=say("json adds spans and parts of speech.", "json 带位置和词性。"),
)
@output_option
@userdict_option
@encoding_option
@talk_options
def segment(
    files: tuple[str, ...],
    format: str,
    output: str | None,
    userdict: str | None,
    encoding: str | None,
    talk: Talk,
) -> int:
    """Write the words of each file."""
    files = files or default_files()
    from minutes_cli.text.segment import Segmenter

    segmenter = Segmenter([userdict] if userdict else [])
    sink = Sink(output)

    def work(source: SourceText) -> None:
        if format == "json":
            from minutes_cli.writers.json import line, pretty

            data = {"path": source.source.path, "sentences": list(_sentences(source.text, segmenter))}
            sink.write((line if len(files) > 1 else pretty)(data))
        else:
            for words in _lines(source.text, segmenter):
                sink.write(f"{' '.join(words)}\n".encode())

    code = Inputs(files, encoding, talk).each(work)
    sink.close()
    return code


def _lines(text: str, segmenter: Segmenter) -> Iterator[list[str]]:
    """The words of each sentence, blanks left out."""
    for sentence in _sentences(text, segmenter):
        yield [word["text"] for word in sentence["words"]]


def _sentences(text: str, segmenter: Segmenter) -> Iterator[dict[str, Any]]:
    """Each sentence with its words; the text is cut as a whole, so that the words are jieba's of the whole text."""
    from minutes_cli.text.shadow import Shadow

    words = _placed(text, segmenter)
    word = next(words, None)
    for start, end in Shadow.of(text).sentences:
        found = []
        while word is not None and word["span"][0] < end:
            if word["text"].strip():
                found.append(word)
            word = next(words, None)
        yield {"text": text[start:end], "span": (start, end), "words": found}


def _placed(text: str, segmenter: Segmenter) -> Iterator[dict[str, Any]]:
    at = 0
    for word, tag in segmenter.tagged(text):
        yield {"text": word, "span": (at, at + len(word)), "tag": tag}
        at += len(word)
