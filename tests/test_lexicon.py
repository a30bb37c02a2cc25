"""The lexicon: every example and counterexample is run, and both ways of finding words find the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon import Entry, Lexicon, default_lexicon, load_lexicon, packs
from minutes_cli.lexicon.check import check
from minutes_cli.lexicon.entries import alternation, trie
from minutes_cli.text.fold import fold

ENTRIES = list(default_lexicon())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_an_entry_keeps_its_promises(entry: Entry) -> None:
    assert list(check(default_lexicon(), [entry], fold)) == []


def test_a_broken_promise_is_told(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "- {id: a.b, kind: k, terms: [红线], examples: [守住底线], counterexamples: [守住红线]}\n"
        "- {id: a.c, kind: k, pattern: 红线, applied: whole, examples: [守住红线]}\n",
        "utf-8",
    )
    lexicon = load_lexicon([file])
    faults = list(check(lexicon, [lexicon.entry("a.b"), lexicon.entry("a.c")], fold))
    assert [f.partition("entry ")[2][:3] for f in faults] == ["a.b", "a.b", "a.c"]


@pytest.mark.parametrize("pack", packs())
def test_packs_hold(pack: str) -> None:
    lexicon = load_lexicon([f"pack:{pack}"])
    own = [entry for entry in lexicon if entry.file == f"pack:{pack}"]
    assert own
    assert list(check(lexicon, own, fold)) == []


def test_ids_are_unique_and_speak() -> None:
    ids = [entry.id for entry in ENTRIES]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+", id) for id in ids)


@pytest.mark.parametrize("kind", default_lexicon().kinds())
@settings(deadline=None)  # the first trie of a large kind takes a while to compile
@given(data=st.data())
def test_table_and_trie_find_the_same(kind: str, data: st.DataObject) -> None:
    words = default_lexicon().words(kind)
    terms = list(words)
    if not terms:
        return
    pieces = st.one_of(st.sampled_from(terms), st.text("会议要求统一的、，。必须各不得务", max_size=4))
    text = "".join(data.draw(st.lists(pieces, max_size=12)))
    assert list(words._probe(text, 0, len(text))) == list(words._scan(text, 0, len(text)))


def test_trie_prefers_the_longest() -> None:
    pattern = re.compile(trie(("会议", "会议室", "会场")))
    assert [m.group() for m in pattern.finditer("会场在会议室，会议开始")] == ["会场", "会议室", "会议"]


def test_guards_look_past_the_term() -> None:
    pattern = re.compile(alternation({"要": ("(?<![重主])", "(?!求)"), "要求": ("", "")}))
    assert [m.group() for m in pattern.finditer("重要、主要、要求、要")] == ["要求", "要"]


def test_a_later_layer_replaces_and_adds(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "- {id: closing.opening, kind: closing_formula, pattern: 散会}\n"
        "- {id: own.word, kind: own, terms: [节水红线]}\n",
        "utf-8",
    )
    lexicon = load_lexicon([file])
    assert lexicon.pattern("closing.opening").search("散会")
    assert list(lexicon.words("own").find("守住节水红线")) == [(2, 6, lexicon.entry("own.word"))]
    assert lexicon.version != default_lexicon().version


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- {id: a.b, terms: [x]}", "own.yaml:1: entry a.b: it needs 'kind'"),
        ("- {kind: k, terms: [x]}", "own.yaml:1: entry (no id): it needs 'id'"),
        ("- {id: a.b, kind: k}", "neither 'terms' nor 'pattern'"),
        ("- {id: a.b, kind: k, terms: [x], pattern: y}", "both 'terms' and 'pattern'"),
        ("- {id: a.b, kind: k, pattern: '('}", "no regular expression"),
        ("- {id: a.b, kind: k, terms: []}", "neither 'terms' nor 'pattern'"),
        ("- {id: a.b, kind: k, terms: [x], left: '(?=y)'}", "look-behinds only"),
        (
            "- {id: a.b, kind: k, terms: [x]}\n- {id: a.b, kind: k, terms: [y]}",
            "own.yaml:2: the id 'a.b' stands already in line 1",
        ),
        ("id: a", "a lexicon file is a list"),
        ("- [", "this is no YAML"),
        ("- x", "an entry is a mapping"),
        ("- {id: a.b, kind: k, pattern: '{nothing_known}'}", "names the kind 'nothing_known'"),
    ],
)
def test_faults_name_file_line_entry_and_remedy(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(LexiconError) as raised:
        lexicon = load_lexicon([file])
        lexicon.pattern("a.b")
    assert told in str(raised.value)
    assert str(file) in str(raised.value)


def test_a_damaged_cache_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_CACHE_DIR", str(tmp_path))
    known = len(list(load_lexicon()))
    (cache,) = tmp_path.glob("lexicon-*.json")
    cache.write_bytes(cache.read_bytes()[:100])
    assert len(list(load_lexicon())) == known


def test_an_unknown_entry_is_an_error() -> None:
    with pytest.raises(LexiconError, match="no lexicon entry"):
        Lexicon([]).entry("a.b")
