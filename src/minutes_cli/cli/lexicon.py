"""`minutes lexicon`: list, show and check the words and patterns that make the values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.nearest import nearest
from minutes_cli.cli.options import lexicon_option
from minutes_cli.cli.streams import write_bytes, write_text
from minutes_cli.errors import LexiconError
from minutes_cli.lexicon import Entry, Lexicon, default_lexicon, load_lexicon, packs

_FAULTY = 3


@click.group(
    help=say(
        """List, show and check the words and patterns that make the values.

        \b
        minutes lexicon list --kind meeting_type
        minutes lexicon show deadline.urgency.soon
        minutes lexicon check own.yaml             does every example hold?
        minutes parse --lexicon own.yaml 纪要.txt   use it (pack:water is a shipped one)
        """,
        """查看和检查词表：每个值由其中的词条得出。

        \b
        minutes lexicon list --kind meeting_type
        minutes lexicon show deadline.urgency.soon
        minutes lexicon check 自有.yaml             例句是否都成立
        minutes parse --lexicon 自有.yaml 纪要.txt   使用（pack:water 为内置行业包）
        """,
    )
)
def lexicon() -> None:
    """The words and patterns."""


@lexicon.command("list", help=say("Every entry: id, kind, words.", "列出全部词条。"))
@click.option("--kind", metavar="KIND", help=say("Only entries of this kind.", "只列该类词条。"))
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lexicon_option
def list_entries(kind: str | None, format: str, lexicons: tuple[str, ...]) -> int:
    """Print the entries, or those of one kind."""
    words = _load(lexicons)
    if kind is not None and kind not in words.kinds():
        close = nearest(kind, words.kinds())
        raise LexiconError(say(f"there is no kind {kind!r}; near it: {close}", f"没有类别 {kind!r}；相近的有 {close}"))
    _print((entry for entry in words if kind is None or entry.kind == kind), format)
    if format == "text" and kind is None:
        write_text(say(f"packs: {', '.join(packs())}\n", f"行业包：{'、'.join(packs())}\n"))
    return 0


@lexicon.command(help=say("One entry, whole.", "显示一个词条。"))
@click.argument("id")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lexicon_option
def show(id: str, format: str, lexicons: tuple[str, ...]) -> int:
    """Print the entry called ID."""
    words = _load(lexicons)
    known = [entry.id for entry in words]
    if id not in known:
        close = nearest(id, known)
        raise LexiconError(say(f"no entry is called {id!r}; near it: {close}", f"没有词条 {id!r}；相近的有 {close}"))
    entry = words.entry(id)
    if format == "json":
        _print([entry], format)
        return 0
    for key, value in _as_mapping(entry).items():
        shown = "、".join(map(str, value)) if isinstance(value, list) else value
        write_text(f"{key:16}{shown}\n")
    return 0


@lexicon.command(help=say("Check a file of your own: every example, every pattern.", "检查自有词表。"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
def check(files: tuple[str, ...]) -> int:
    """Check that every example is found and no counterexample is; exit 3 where one fails."""
    from minutes_cli.lexicon.check import check as faults_of
    from minutes_cli.text.fold import fold

    words = load_lexicon(files)
    own = [entry for entry in words if entry.file in files]
    faults = list(faults_of(words, own, fold))
    for fault in faults:
        write_text(f"{fault}\n")
    if not faults:
        write_text(say(f"{len(own)} entries, all hold\n", f"共 {len(own)} 个词条，全部成立\n"))
    return _FAULTY if faults else 0


def _load(files: tuple[str, ...]) -> Lexicon:
    return load_lexicon(files) if files else default_lexicon()


def _as_mapping(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": entry.id, "kind": entry.kind, "file": f"{entry.file}:{entry.line}"}
    fields |= {"value": entry.value, "terms": list(entry.terms), "pattern": entry.pattern, "left": entry.left}
    fields |= {"right": entry.right, "since": entry.since, "until": entry.until, **entry.attributes}
    fields |= {"examples": list(entry.examples), "counterexamples": list(entry.counterexamples), "note": entry.note}
    return {key: value for key, value in fields.items() if value not in (None, "", [], ())}


def _print(entries: Iterable[Entry], format: str) -> None:
    from minutes_cli.writers.json import line

    for entry in entries:
        if format == "json":
            write_bytes(line(_as_mapping(entry)))
            continue
        words = "、".join(entry.terms) if entry.terms else f"/{entry.pattern}/"
        shown = words if len(words) <= 60 else f"{words[:59]}…"
        write_text(f"{entry.id:36} {entry.kind:22} {shown}\n")
