"""Search: every piece of a word is found, nothing that is typed is an error."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import minutes_text, write_archive
from conftest import Run
from minutes_cli.errors import SourceError, UsageError
from minutes_cli.index.build import build
from minutes_cli.index.condition import Facets
from minutes_cli.index.grams import searchable
from minutes_cli.index.query import Both, Either, Query, Without, Words, read_query
from minutes_cli.index.request import Request
from minutes_cli.index.search import Archive, Hit, Question
from minutes_cli.index.snippet import cut_snippet

COUNT = 40
ODD = {
    "punctuation.txt": "会议研究：一是防汛、抗旱；二是“十四五”规划（草案）。GDP增速6.5%，ＧＤＰ总量。A、B两类。",
    "traditional.txt": "會議強調，要抓好防汛抗旱工作。",
    "rare.txt": "𬭎先生与𠮷田先生出席。第①项，Ⅲ类水体。",
    "lines.txt": "会议要求，抓好防\n汛工作。",
    "empty.txt": "",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    write_archive(folder / "papers", COUNT)
    for name, text in ODD.items():
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    build(Request((str(folder / "papers"),), (folder / "i.sqlite", folder / "i.json")))
    return folder


@pytest.fixture(scope="module")
def archive(folder: Path) -> Archive:
    return Archive(folder / "i.sqlite")


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, str]:
    return {str(path): searchable(path.read_text("utf-8")) for path in sorted((folder / "papers").rglob("*.txt"))}


def paths(archive: Archive, text: str, **facets: object) -> set[str]:
    question = Question(text, Facets(**facets), limit=10_000)  # type: ignore[arg-type]
    found = {hit.path for hit in archive.search(question)}
    assert archive.count(question) == len(found)
    return found


def scanned(texts: dict[str, str], words: str) -> set[str]:
    return {path for path, text in texts.items() if searchable(words) in text}


def test_every_piece_is_found(archive: Archive, texts: dict[str, str]) -> None:
    everything = "\n".join([*texts.values()][::5] + [searchable(text) for text in ODD.values()])
    pieces = {
        everything[at : at + length]
        for length in (1, 2, 3, 5)
        for at in range(0, len(everything) - length, 7)
        if not re.search(r'[\s()"“”「」『』-]', everything[at : at + length])
    }
    assert len(pieces) > 300
    for piece in sorted(pieces):
        if piece.upper() not in ("AND", "OR", "NOT"):
            assert paths(archive, piece) == scanned(texts, piece), piece


@pytest.mark.parametrize(
    "words",
    [
        "防汛抗旱",
        "汛",
        "GDP",
        "gdp增速",
        "6.5%",
        "防汛、抗旱",
        "、B",
        "𬭎先生",
        "𠮷田",
        "①",
        "Ⅲ类",
        "会议强调",
        "會議",
        "；二是",
        "不在其中",
    ],
)
def test_hits_are_those_of_a_plain_scan(archive: Archive, texts: dict[str, str], words: str) -> None:
    assert paths(archive, words) == scanned(texts, words)


def test_words_do_not_run_on_over_punctuation(archive: Archive) -> None:
    assert not any(path.endswith("punctuation.txt") for path in paths(archive, "防汛抗旱"))
    assert not any(path.endswith("lines.txt") for path in paths(archive, "防汛"))


def test_a_phrase_may_hold_blanks_and_signs(archive: Archive) -> None:
    assert {Path(path).name for path in paths(archive, '"十四五”规划（草案）"')} == {"punctuation.txt"}
    assert paths(archive, "“河湖 清淤”") == set()


class Sets(NamedTuple):
    """The documents with 防汛, those with 清淤, and all."""

    flood: set[str]
    dredging: set[str]
    all: set[str]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("防汛 清淤", lambda s: s.flood & s.dredging),
        ("防汛 AND 清淤", lambda s: s.flood & s.dredging),
        ("防汛 OR 清淤", lambda s: s.flood | s.dredging),
        ("防汛 NOT 清淤", lambda s: s.flood - s.dredging),
        ("防汛 -清淤", lambda s: s.flood - s.dredging),
        ("NOT 防汛", lambda s: s.all - s.flood),
        ("防汛 OR NOT 清淤", lambda s: s.flood | (s.all - s.dredging)),
        ("NOT (防汛 OR 清淤)", lambda s: s.all - s.flood - s.dredging),
        ("(防汛 OR 清淤) NOT (防汛 清淤)", lambda s: s.flood ^ s.dredging),
        ("NOT NOT 防汛", lambda s: s.flood),
        ("防汛 AND", lambda s: s.flood),
        ("OR 防汛 ) (", lambda s: s.flood),
        ("《》", lambda _: set()),
        ('" "', lambda _: set()),
    ],
)
def test_operators(archive: Archive, texts: dict[str, str], query: str, expected: Callable[[Sets], set[str]]) -> None:
    found = Sets(scanned(texts, "防汛"), scanned(texts, "清淤"), set(texts))
    assert paths(archive, query) == expected(found)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", None),
        ("AND OR NOT", None),
        ("()", None),
        ("a (b OR c)", Both((Words("a"), Either((Words("b"), Words("c")))))),
        ("a NOT b", Both((Words("a"), Without(Words("b"))))),
        ("“a b”", Words("a b")),
        ('"a', Words("a")),
        ("-", Words("-")),
        ("((((a", Words("a")),
    ],
)
def test_grammar(text: str, query: Query | None) -> None:
    assert read_query(text) == query


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"防汛抗旱()*^:+-\"'“”《》{}%;\\\0\n ",
                " AND ",
                " OR ",
                " NOT ",
                "NEAR(",
                "text:",
                "--",
                "𬭎",
                "DROP TABLE documents",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_nothing_that_is_typed_is_an_error(archive: Archive, text: str) -> None:
    assert archive.count(Question(text, Facets(chairs=(text,), since=text))) >= 0
    assert archive.count(Question(text)) == len(list(archive.search(Question(text, limit=10_000))))


def test_deep_brackets_are_no_error(archive: Archive) -> None:
    assert archive.count(Question("(" * 3000 + "防汛" + ")" * 3000)) > 0
    assert archive.count(Question("防汛 " * 3000)) > 0
    assert archive.count(Question("NOT " * 3001 + "防汛")) > 0


def test_an_endless_query_is_refused_in_a_sentence(archive: Archive) -> None:
    with pytest.raises(UsageError, match="shorter"):
        archive.count(Question(" OR ".join(f"NOT 防汛{number}" for number in range(3_000))))


def test_facets_narrow_down(archive: Archive, folder: Path) -> None:
    data = json.loads((folder / "i.json").read_bytes())["documents"]

    def held(test: object) -> set[str]:
        assert callable(test)
        return {document["source"]["path"] for document in data if test(document)}

    assert paths(archive, "", chairs=("林知远",)) == held(lambda d: any(c["name"] == "林知远" for c in d["chairs"]))
    assert paths(archive, "", chairs=("林知", "苏禾")) == held(
        lambda d: any(c["name"] in ("林知远", "苏禾") for c in d["chairs"])
    )
    assert paths(archive, "", bodies=("财政局",)) == held(
        lambda d: any("财政局" in a["body"] for a in d["assignments"])
    )
    dated = held(lambda d: d["date"] and "2019-01-01" <= (d["date"]["resolved"] or "") <= "2020-12-31")
    assert dated
    assert paths(archive, "", since="2019-01-01", until="2020-12-31") == dated
    due = held(lambda d: any((x["resolved"] or "9999").rpartition("/")[2] < "2019-11-01" for x in d["deadlines"]))
    assert due
    assert paths(archive, "", due_before="2019-11-01") == due
    assert paths(archive, "防汛", chairs=("林知远",)) == paths(archive, "防汛") & paths(archive, "", chairs=("林知远",))
    assert paths(archive, "", types=("village",)) == set()


def test_facets_are_counted(archive: Archive) -> None:
    counted = archive.facets(Question("防汛"))
    assert {"chair", "organization", "type", "body", "indicator", "year", "kind"} == set(counted)
    for chair, number in counted["chair"]:
        assert number == len(paths(archive, "防汛", chairs=(chair,)))
    assert [n for _, n in counted["body"]] == sorted((n for _, n in counted["body"]), reverse=True)


def test_the_better_hit_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议纪要\n\n" + "会议研究了其他工作。" * 30 + "顺便提到鹦鹉螺。", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "鹦鹉螺保护工作会议纪要\n\n会议研究鹦鹉螺保护，要求做好鹦鹉螺普查。", encoding="utf-8"
    )
    build(Request((str(tmp_path),), (tmp_path / "i.sqlite",)))
    with Archive(tmp_path / "i.sqlite") as archive:
        hits = list(archive.search(Question("鹦鹉螺")))
    assert [Path(hit.path).name for hit in hits] == ["b.txt", "a.txt"]
    assert hits[0].score > hits[1].score > 0


def test_a_hit_shows_its_words_and_their_directive(archive: Archive) -> None:
    hits: list[Hit] = list(archive.search(Question("强化督查", limit=5)))
    assert len(hits) == 5
    for hit in hits:
        source = Path(hit.path).read_text("utf-8")
        assert source[slice(*hit.snippet.span)] == hit.snippet.text
        assert all(source[start:end] == "强化督查" for start, end in hit.snippet.marks)
        assert "【强化督查】" in hit.snippet.marked()
        assert hit.directive is not None
        assert hit.directive.marker == "二要"


def test_pages_follow_each_other(archive: Archive) -> None:
    whole = [hit.path for hit in archive.search(Question("会议", limit=30))]
    pages = [hit.path for offset in (0, 10, 20) for hit in archive.search(Question("会议", limit=10, offset=offset))]
    assert pages == whole


def test_snippet_shows_where_most_words_stand() -> None:
    text = "研究防汛。" + "其他。" * 60 + "会议要求抓好防汛和清淤工作。"
    snippet = cut_snippet(text, searchable(text), ["防汛", "清淤"])
    assert snippet.marked() == "会议要求抓好【防汛】和【清淤】工作。"
    assert cut_snippet("", "", ["防汛"]).marked() == ""


def test_what_is_no_index(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "text.sqlite").write_text("x" * 5000, encoding="utf-8")
    with pytest.raises(SourceError, match="no index"):
        Archive(tmp_path / "text.sqlite")
    with pytest.raises(SourceError, match="no such index"):
        Archive(tmp_path / "nowhere.sqlite")
    build(Request((str(folder / "papers"),), (tmp_path / "j.json",)))
    with pytest.raises(SourceError, match="full text"):
        Archive(tmp_path / ".j.json.state")


# --- the command -----------------------------------------------------------------------------------------------------


def test_command_formats(run: Run, folder: Path) -> None:
    total = int(run("search", "防汛", "-i", "i.sqlite", "--count", cwd=folder).out)
    assert total > 3
    hits = json.loads(run("search", "防汛", "i.sqlite", "--format", "json", "--limit", "3", cwd=folder).stdout)
    lines = run("search", "i.sqlite", "防汛", "--format", "jsonl", "--limit", "3", cwd=folder).stdout.splitlines()
    assert [json.loads(line) for line in lines] == hits
    table = csv.reader(io.StringIO(run("search", "防汛", "--format", "csv", "--limit", "3", cwd=folder).out[1:]))
    assert [row[0] for row in table] == ["path", *(hit["path"] for hit in hits)]
    shown = run("search", "防汛", "--limit", "3", cwd=folder, env={"LC_ALL": "zh_CN.UTF-8"}).out
    assert shown.startswith(f"命中 {total} 件")
    assert "【防汛】" in shown
    facets = json.loads(run("search", "防汛", "--facets", "--format", "json", cwd=folder).stdout)
    assert sum(facets["kind"].values()) == total


def test_command_says_what_is_missing(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("search", "防汛", cwd=tmp_path).code == 2
    assert run("search", "-i", "i.sqlite", cwd=folder).code == 2
    assert run("search", "防汛", "--since", "last week", cwd=folder).code == 2
    assert run("search", "防汛", "--type", "party", cwd=folder).code == 2
    outcome = run("search", "防汛", "-i", "nowhere.sqlite", cwd=folder)
    assert outcome.code == 1
    assert "minutes index" in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_csv_holds_no_formula(run: Run, tmp_path: Path) -> None:
    (tmp_path / "=1+1.txt").write_text(minutes_text(1), encoding="utf-8")
    assert run("index", "=1+1.txt", "-o", "i.sqlite", cwd=tmp_path).code == 0
    assert "\n'=1+1.txt," in run("search", "会议", "--format", "csv", cwd=tmp_path).out
