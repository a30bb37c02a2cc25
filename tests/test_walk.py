"""Which files belong to an archive."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from minutes_cli.index.walk import Found, Wanted, walk


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a/2.txt", "a/10.txt", "a/.secret.txt", ".cache/x.txt", "b/报告.DOCX", "b/tabelle.xlsx", "a.txt"):
        path = tmp_path / "root" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "root"


ALL = Wanted()


def names(*paths: str, wanted: Wanted = ALL) -> list[str]:
    return [found.path for found in walk(paths, wanted)]


def test_order_of_names_hidden_and_other_files_left_out() -> None:
    assert names("root") == ["root/a/10.txt", "root/a/2.txt", "root/a.txt", "root/b/报告.DOCX"]


def test_a_path_is_called_one_thing() -> None:
    assert names("./root//") == names("root")
    assert names("root/../root/a.txt") == ["root/a.txt"]


def test_what_is_named_is_taken_whatever_its_name() -> None:
    assert names("root/b/tabelle.xlsx", "root/a/.secret.txt") == ["root/b/tabelle.xlsx", "root/a/.secret.txt"]


def test_hidden_ones_on_request() -> None:
    assert "root/.cache/x.txt" in names("root", wanted=Wanted(hidden=True))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(include=("*.xlsx",)), ["root/b/tabelle.xlsx"]),
        (Wanted(include=("a/*",)), ["root/a/10.txt", "root/a/2.txt"]),
        (Wanted(exclude=("a",)), ["root/a.txt", "root/b/报告.DOCX"]),
        (Wanted(exclude=("a/1*", "*.DOCX")), ["root/a/2.txt", "root/a.txt"]),
    ],
)
def test_include_and_exclude(wanted: Wanted, expected: list[str]) -> None:
    assert names("root", wanted=wanted) == expected


def test_globs_that_the_shell_left_alone() -> None:
    assert names("root/**/*.txt") == ["root/a.txt", "root/a/10.txt", "root/a/2.txt"]
    (missing,) = walk(["root/*.md"])
    assert missing.code == "missing"


def test_a_file_whose_name_looks_like_a_glob(tree: Path) -> None:
    (tree / "纪要[1].txt").write_text("x", encoding="utf-8")
    assert names("root/纪要[1].txt") == ["root/纪要[1].txt"]


def test_missing_and_special_files_say_why(tree: Path) -> None:
    assert [found.code for found in walk(["nowhere", "root/a.txt/b"])] == ["missing", "missing"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tree / "pipe.txt")
        assert [found.code for found in walk(["root/pipe.txt"])] == ["special"]
        assert "root/pipe.txt" not in names("root")


def test_links_are_not_followed_unless_asked_and_a_loop_ends(tree: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.txt").write_text("o", encoding="utf-8")
    (outside / "back").symlink_to(tree)
    (outside / "self").symlink_to(outside)
    (tree / "out").symlink_to(outside)
    (tree / "loop").symlink_to(tree)
    (tree / "c.txt").symlink_to(tree / "a.txt")
    (tree / "broken.txt").symlink_to(tmp_path / "nothing.txt")
    plain = ["root/a/10.txt", "root/a/2.txt", "root/a.txt", "root/b/报告.DOCX"]
    assert names("root") == plain
    followed = list(walk(["root"], Wanted(follow_links=True)))
    assert [found.path for found in followed if not found.code] == [*plain, "root/out/o.txt"]
    assert [(found.path, found.code) for found in followed if found.code] == [("root/broken.txt", "missing")]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="for root no folder is closed")
def test_a_closed_folder_is_an_error_of_its_own(tree: Path) -> None:
    (tree / "b").chmod(0)
    try:
        assert Found("root/b", code="permission") == list(walk(["root"]))[-1]._replace(message=None)
    finally:
        (tree / "b").chmod(0o755)


def test_state_of_a_file(tree: Path) -> None:
    info = (tree / "a.txt").stat()
    (found,) = walk(["root/a.txt"])
    assert (found.size, found.modified_ns, found.changed_ns) == (info.st_size, info.st_mtime_ns, info.st_ctime_ns)
