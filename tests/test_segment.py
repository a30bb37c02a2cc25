"""The words are jieba's, to the last one, however they are stored; and jieba itself is never loaded for them."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes_cli import parse_text
from minutes_cli.errors import LexiconError
from minutes_cli.extract.keyword import find_keywords
from minutes_cli.sources import read_source
from minutes_cli.structure.document import Document
from minutes_cli.structure.page import Page
from minutes_cli.text import jieba_files
from minutes_cli.text.fast import best_segmenter
from minutes_cli.text.jieba_build import build_idf, build_words
from minutes_cli.text.segment import Segmenter, default_segmenter
from minutes_cli.text.shadow import Shadow
from minutes_cli.text.shards import Shards, pack

PIECES = [
    *"会议强调要抓好安全生产落实责任的了是在和一二三十不大中国人民王李上下着过们与及其",
    *("会议", "生产责任制", "中国共产党", "第一", "二是", "云泽县", "林知远", "青岚市", "沐河区", "白鹭湖"),
    *("T恤", "AT&T", "C#", "c++", "γ射线", "卡拉OK", "2021-2025", "3.14%", "95%", "541.4mm", "www.a.cn", "A股"),
    *"0123456789abcXYZ+#&._%-，。；：“”（）、\u3000\t \n\r",
    *("\r\n", "\u2028", "㐀", "𠀀", "龥", "\u9fd5", "\u9fd6", "〇", "０", "Ａ", "é", "\ufeff", "\x00"),
]
"""What makes a segmenter stumble: prefixes, Latin and digits, hyphens, blanks, hanzi beyond jieba's range."""

Cut = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def jieba() -> Any:
    """Stock jieba, quiet."""
    import jieba

    jieba.setLogLevel(60)
    return jieba


@pytest.fixture(scope="session")
def stock(jieba: Any) -> Cut:
    """Stock jieba's words."""
    lcut: Cut = jieba.lcut
    return lcut


def random_strings(seed: int, count: int, longest: int = 25) -> Iterator[str]:
    """Soup of `PIECES` and of any hanzi, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        share = dice.random()
        yield "".join(
            dice.choice(PIECES) if dice.random() < share else chr(dice.randint(0x4E00, 0x9FD5))
            for _ in range(dice.randint(0, longest))
        )


def test_samples_are_cut_as_by_jieba(stock: Cut, samples: list[Path]) -> None:
    for path in samples:
        text = read_source(path).text
        assert default_segmenter().cut(text) == stock(text), path.name


def test_shared_documents_are_cut_as_by_jieba(stock: Cut, shared: Path) -> None:
    for path in sorted(shared.glob("corpus/dev/*.txt")):
        text = read_source(path).text
        assert default_segmenter().cut(text) == stock(text), path.name


@pytest.mark.parametrize("seed", range(4))
def test_random_strings_are_cut_as_by_jieba(stock: Cut, seed: int) -> None:
    segmenter = Segmenter()
    for text in random_strings(seed, 2000):
        words = segmenter.cut(text)
        assert words == stock(text)
        assert "".join(words) == text


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text_is_cut_as_by_jieba(text: str) -> None:
    import jieba

    assert default_segmenter().cut(text) == jieba.lcut(text)


def test_every_word_of_the_dictionary_is_found_whole_or_not_as_by_jieba(stock: Cut) -> None:
    rows = (jieba_files.jieba_folder() / "dict.txt").read_text("utf-8").split("\n")
    text = "，".join(row.split(" ")[0] for row in rows[::29])
    assert default_segmenter().cut(text) == stock(text)


def test_a_long_run_of_single_characters_is_cut_as_by_jieba(stock: Cut) -> None:
    text = "".join(chr(0x9000 + number * 7 % 0xF00) for number in range(600))
    assert default_segmenter().cut(text) == stock(text)


def test_ties_fall_as_in_jieba(stock: Cut) -> None:
    """Characters the model hardly knows: sums drown in jieba's logarithm of zero, and the states tie."""
    emissions = default_segmenter().load().emissions
    rare = [char for char in map(chr, range(0x4E00, 0x9FD6)) if emissions(char).count(-3.14e100) >= 2]
    dice = random.Random(6)
    for _ in range(3000):
        text = "".join(dice.choices(rare, k=dice.randint(2, 9)))
        assert default_segmenter().cut(text) == stock(text)


def test_what_was_cut_before_changes_nothing() -> None:
    texts = list(random_strings(9, 500))
    one, other = Segmenter(), Segmenter()
    forward = [one.cut(text) for text in texts]
    backward = [other.cut(text) for text in reversed(texts)]
    assert forward == backward[::-1] == [one.cut(text) for text in texts]


def test_jieba_is_not_imported() -> None:
    program = (
        "import sys; from minutes_cli.text.segment import Segmenter; s = Segmenter(); "
        "s.keywords(s.cut('会议强调')); s.tagged('会议'); "
        "print(sorted({'jieba', 'rjieba', 'pkg_resources'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


USER_DICTIONARIES = {
    "frequencies": "白鹭湖治理 3\n何静 100 nr\n石屏镇现场 5 n\n生产责 900000\n",
    "no frequencies": "青岚市水务局\n云泽县政府 nt\n现场办公\n第一责任\n会议\nAB产\n大数据局 n\n产A股 n\n强调要抓\n",
    "frequency 0": "会议强 0\n安全 0\n责任 0 n\n云泽 0\n的了 0\n中国人民 0\n",
    "repeated": "安全生产 1\n安全生产 88888\n安全生产\n生产 7 v\n生 1\n产 0\n",
    "odd lines": "\ufeff甲乙 丙 3 n\n\n  \t\n 丁 戊 \n己,庚 5\n10 20\nx y z\n𠀀会 9\n γ 3\n",
    "beginnings": "中 1\n中国 2\n中国人 3\n中国人民 4\n中国人民王 5\n王李上 6\n王李上下 7\n",
}


@pytest.mark.parametrize("lines", USER_DICTIONARIES.values(), ids=USER_DICTIONARIES)
def test_words_of_the_user_count_as_in_jieba(jieba: Any, tmp_path: Path, lines: str) -> None:
    path = tmp_path / "user.txt"
    path.write_text(lines, "utf-8")
    stock, ours = with_user_dictionary(jieba, path), Segmenter([path])
    try:
        for text in [
            *random_strings(5, 400),
            *lines.split("\n"),
            "青岚市水务局在云泽县政府现场办公，会议强调安全生产责任",
        ]:
            assert ours.cut(text) == stock.lcut(text)
    finally:
        jieba.finalseg.Force_Split_Words.clear()


@pytest.mark.parametrize("seed", range(3))
def test_random_words_of_the_user_count_as_in_jieba(jieba: Any, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    words = [word for word in random_strings(seed + 100, 60, 6) if word.strip() and not {"\n", "\r"} & set(word)]
    lines = [f"{word} {dice.choice([1, 3, 5000, 10**6])}" if dice.random() < 0.5 else word for word in words]
    path = tmp_path / "user.txt"
    path.write_bytes("\n".join(lines).encode())
    stock, ours = with_user_dictionary(jieba, path), Segmenter([path])
    try:
        for text in [*random_strings(seed, 300), "".join(lines), *lines]:
            assert ours.cut(text) == stock.lcut(text)
    finally:
        jieba.finalseg.Force_Split_Words.clear()


def with_user_dictionary(jieba: Any, path: Path) -> Any:
    """A tokenizer of its own, since the default one is shared by all tests."""
    jieba.initialize()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = jieba.dt.FREQ.copy(), jieba.dt.total, True
    with path.open("rb") as lines:
        tokenizer.load_userdict(lines)
    return tokenizer


def test_words_of_the_user_lie_over_one_another(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("白鹭湖治理 9 n\n", "utf-8")
    second.write_text("白鹭湖治理 9 vn\n", "utf-8")
    assert Segmenter([first, second]).tagged("白鹭湖治理") == [("白鹭湖治理", "vn")]
    assert "白鹭湖治理" not in default_segmenter().cut("白鹭湖治理")


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        ("会议\n安全".encode() + b"\xff\xfe 3\n", ":2:", "UTF-8"),
        (b"\n\nword 99999999999999999999\n", ":3:", "frequency"),
        (None, "user.txt", "cannot be read"),
    ],
    ids=["encoding", "frequency", "missing"],
)
def test_a_faulty_user_dictionary_is_named(tmp_path: Path, data: bytes | None, where: str, what: str) -> None:
    path = tmp_path / "user.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(LexiconError, match=what) as caught:
        Segmenter([path])
    assert where in str(caught.value)


def test_parts_of_speech_are_the_dictionarys() -> None:
    tagged = default_segmenter().tagged("会议审议了12.5%和GDP，鹭屿")
    assert dict(tagged) == {
        "会议": "n",
        "审议": "v",
        "了": "ul",
        "12.5%": "m",
        "和": "c",
        "GDP": "eng",
        "，": "x",
        "鹭屿": "x",
    }


@pytest.mark.usefixtures("jieba")
def test_keywords_are_weighed_as_by_jieba(samples: list[Path]) -> None:
    analyse = import_module("jieba.analyse")
    segmenter = default_segmenter()
    texts = [read_source(path).text for path in samples] + list(random_strings(77, 100, 200))
    for text in texts:
        expected = analyse.extract_tags(text, topK=None, withWeight=True)
        assert segmenter.keywords(segmenter.cut(text), 10**6, numbers=True) == expected


def test_keywords_of_equal_weight_stand_as_they_occur() -> None:
    assert default_segmenter().keywords(["鹭屿", "屏澜", "鹭屿", "屏澜", "岚屿"], 2)[0][0] == "鹭屿"


def test_figures_and_ordinals_are_no_keywords() -> None:
    words = ["2019", "95%", "第一", "二是", "三项", "十二", "2021-2025", "一带一路", "第一书记", "三农", "万众", "12.5"]
    terms = [term for term, _ in default_segmenter().keywords(words)]
    assert sorted(terms) == sorted(["一带一路", "第一书记", "三农", "万众"])
    assert len(default_segmenter().keywords(words, numbers=True)) == len(words)


def test_keywords_of_a_document_are_those_of_its_body() -> None:
    found = parse_text("青岚市水务局局务会议纪要\n\n会议强调，要抓好河道生态修复，河道安全责任要落实到人。\n").keywords
    terms = {keyword.term for keyword in found}
    assert {"河道", "生态", "修复"} <= terms
    assert not {"水务局", "局务会议"} & terms
    weights = [keyword.weight for keyword in found]
    assert weights == sorted(weights, reverse=True)


def test_keywords_are_whole_over_a_soft_line_break() -> None:
    source = "会议强调河道生态修\n　　复工作，安全生\n产责任。"
    folded = source.replace("\n", " ").replace("\u3000", " ")
    shadow = Shadow(source, folded)
    page = Page(shadow, "report", body=((0, len(source)),))
    document = cast(Document, SimpleNamespace(shadow=shadow, page=page))
    terms = [keyword.term for keyword in find_keywords(document, default_segmenter())]
    assert {"河道", "生态", "修复", "安全", "生产"} <= set(terms)


def test_nothing_has_no_keywords() -> None:
    assert default_segmenter().keywords([]) == []
    assert default_segmenter().keywords(["，", "会", "the", "\r\n"]) == []


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("MINUTES_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Counted:
    """A builder that counts how often it built."""

    shards = {"会": "会议" * 500, "安": "安全", "𠀀": ""}

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return pack([1.5, -3.14e100], self.shards)


def test_a_store_is_built_once(cache: Path) -> None:
    build = Counted()
    for _ in range(3):
        store = Shards("one", build)
        assert store.numbers == [1.5, -3.14e100]
        assert {key: store.shard(key) for key in "会安𠀀无"} == {**Counted.shards, "无": ""}
    assert build.times == 1
    assert [path.name for path in cache.iterdir()] == ["one"]


def damages() -> list[Callable[[bytes], bytes]]:
    """Ways in which a file can be broken."""
    size = len(Counted()())
    flips = [
        lambda data, at=at: data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :] for at in range(0, size, size // 40)
    ]
    cuts = [lambda data, at=at: data[:at] for at in (0, 1, 20, 60, size // 2, size - 1)]
    return [*flips, *cuts, lambda data: data + b"x", lambda data: data * 2, lambda data: b"x" * len(data)]


@pytest.mark.parametrize("damage", damages())
def test_a_damaged_store_is_built_again(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    Shards("one", Counted())
    path = cache / "one"
    path.write_bytes(damage(path.read_bytes()))
    build = Counted()
    store = Shards("one", build)
    assert {key: store.shard(key) for key in "安𠀀会"} == Counted.shards
    assert store.numbers == [1.5, -3.14e100]
    assert build.times == 1
    assert path.read_bytes() == build()


def test_a_store_works_where_no_cache_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in ("", str(tmp_path / "file")):
        monkeypatch.setenv("MINUTES_CACHE_DIR", folder)
        assert Shards("one", Counted()).shard("安") == "安全"


def test_processes_that_build_at_once_do_no_harm(tmp_path: Path) -> None:
    program = "from minutes_cli.text.segment import Segmenter; print('/'.join(Segmenter().cut('会议强调安全生产')))"
    environment = {"MINUTES_CACHE_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) for _ in range(2)
    ]
    assert {process.communicate()[0].decode().strip() for process in running} == {"会议/强调/安全/生产"}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_model_printed_otherwise_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "finalseg").mkdir()
    (tmp_path / "analyse").mkdir()
    (tmp_path / "dict.txt").write_text("会议 9 n\n会 3 v\n会议室 1 n\n会议室里 2 n\n议 0 v\n", "utf-8")
    (tmp_path / "analyse" / "idf.txt").write_text("会议 2.5\n会 1.5\n室里 3.5\n", "utf-8")
    (tmp_path / "finalseg" / "prob_start.py").write_text("P = {'B': -1.0, 'E': -3e100, 'M': -3e100, 'S': -2}")
    (tmp_path / "finalseg" / "prob_trans.py").write_text(
        "P = {'B': {'E': -1, 'M': -2}, 'E': {'B': -1, 'S': -2}, 'M': {'E': -1, 'M': -2}, 'S': {'B': -1, 'S': -2}}"
    )
    (tmp_path / "finalseg" / "prob_emit.py").write_text(
        "P = {'B': {'会': -1.25}, 'E': {'议': -2.5}, 'M': {}, 'S': {'会': -3}}", "utf-8"
    )
    store = Shards("", lambda: build_words(tmp_path))
    assert store.numbers[0] == 15
    assert store.shard("会").split("\n")[0].split(" ")[1:] == ["-1.25", "-3.14e+100", "-3.14e+100", "-3"]
    assert store.shard("议").split("\n")[0].split(" ")[2] == "-2.5"
    assert Shards("", lambda: build_idf(tmp_path)).numbers == [2.5]


def test_the_fast_engine_cuts_alike(samples: list[Path]) -> None:
    pytest.importorskip("rjieba")
    fast = best_segmenter()
    assert fast.engine == "rjieba"
    texts = [read_source(path).text for path in samples] + list(random_strings(11, 3000))
    for text in texts:
        assert fast.cut(text) == default_segmenter().cut(text)


def test_words_of_the_user_are_left_to_the_exact_engine(tmp_path: Path) -> None:
    path = tmp_path / "user.txt"
    path.write_text("白鹭湖治理\n", "utf-8")
    segmenter = best_segmenter([path])
    assert segmenter.engine == "jieba"
    assert segmenter.cut("白鹭湖治理") == ["白鹭湖治理"]
