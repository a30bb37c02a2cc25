"""An archive to an index: all formats alike, only what changed is read, nothing is lost whatever happens."""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive import minutes_text, write_archive
from conftest import ROOT, Run
from minutes_cli.cli.messages import INDEX_PROBLEMS
from minutes_cli.errors import MinutesError, SourceError, UsageError
from minutes_cli.index import build as building
from minutes_cli.index import pool
from minutes_cli.index.build import build
from minutes_cli.index.lock import BusyError, locked
from minutes_cli.index.reading import Job, Outcome, Recipe
from minutes_cli.index.request import Progress, Request, Summary
from minutes_cli.index.schema import CHILDREN
from minutes_cli.index.store import Store
from minutes_cli.index.workshop import Workshop, WriteError

COUNT = 24


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive `papers` in the working folder, so that paths in an index do not depend on the test's folder."""
    write_archive(tmp_path / "papers", COUNT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def index(*outputs: str, paths: Sequence[str] = ("papers",), **request: Any) -> Summary:
    return build(Request(paths, tuple(map(Path, outputs)), **request))


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.parsed, summary.unchanged, summary.removed, summary.failed


def rows(path: str | Path, query: str) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def left_over(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


# --- what is in it ---------------------------------------------------------------------------------------------------


def test_json_and_yaml_are_one_thing_and_jsonl_its_documents() -> None:
    index("i.json", "i.yaml", "i.jsonl", "i.sqlite")
    data = json.loads(Path("i.json").read_bytes())
    assert yaml.safe_load(Path("i.yaml").read_bytes()) == data
    assert [json.loads(line) for line in Path("i.jsonl").read_bytes().splitlines()] == data["documents"]
    assert [json.loads(row[0]) for row in rows("i.sqlite", "SELECT json FROM minutes ORDER BY document_id")] == data[
        "documents"
    ]
    assert list(data)[:3] == ["schema_version", "generator", "documents"]
    assert len(data["documents"]) == COUNT


def test_a_value_leads_to_its_words() -> None:
    index("i.json")
    data = json.loads(Path("i.json").read_bytes())
    texts = {
        document["source"]["path"]: Path(document["source"]["path"]).read_text("utf-8")
        for document in data["documents"]
    }
    for name in ("by_chair", "by_body", "by_person", "by_organization", "by_indicator", "by_keyword"):
        section = data[name]
        assert section, name
        assert list(section) == sorted(section)
        for value, places in section.items():
            assert places == sorted(places, key=lambda place: (place["path"], place["span"]))
            for place in places:
                words = texts[place["path"]][slice(*place["span"])]
                assert value in words or words in value
    assert any(place["directive"] for places in data["by_body"].values() for place in places)


def test_tables_refer_to_what_is_there() -> None:
    index("i.sqlite")
    assert rows("i.sqlite", "PRAGMA foreign_key_check") == []
    assert rows("i.sqlite", "PRAGMA integrity_check") == [("ok",)]
    for table in ("documents", *CHILDREN):
        rows("i.sqlite", f"SELECT * FROM {table}")
    assert rows("i.sqlite", "SELECT count(*) FROM directives")[0][0] >= COUNT
    assert len(rows("i.sqlite", "SELECT * FROM orders WHERE lead IS NOT NULL")) > 0


def test_jobs_change_nothing() -> None:
    write_archive(Path("papers"), 100, first=COUNT)
    index("one.json", "one.sqlite", jobs=1)
    index("three.json", "three.sqlite", jobs=3)
    assert Path("one.json").read_bytes() == Path("three.json").read_bytes()
    for table in ("documents", *CHILDREN):
        assert rows("one.sqlite", f"SELECT * FROM {table}") == rows("three.sqlite", f"SELECT * FROM {table}")


def test_duplicates_are_reported() -> None:
    text = minutes_text(1)
    Path("papers/copy.txt").write_text(text, encoding="utf-8")
    summary = index("i.json")
    reasons = {group["reason"]: group["paths"] for group in summary.duplicates}
    assert reasons["bytes"] == ["papers/2019/00001.txt", "papers/copy.txt"]
    assert json.loads(Path("i.json").read_bytes())["duplicates"][0] == {"reason": "bytes", "paths": reasons["bytes"]}


def test_one_meeting_in_two_files_is_reported() -> None:
    head = "云泽县人民政府常务会议纪要\n云政纪〔2019〕5号\n\n"
    body = "2019年7月31日，馆长林知远主持召开馆务会议。\n"
    Path("papers/a.txt").write_text(head + body, encoding="utf-8")
    Path("papers/b.txt").write_text(head + body + "\n会议要求，要抓好防汛。\n", encoding="utf-8")
    groups = [group for group in index("i.sqlite").duplicates if group["reason"] == "meeting"]
    assert groups == [{"reason": "meeting", "paths": ["papers/a.txt", "papers/b.txt"]}]


def test_a_file_that_cannot_be_read_is_an_entry() -> None:
    Path("papers/bad.txt").write_bytes(b"\x7fELF\x00\x01\x02" * 50)
    summary = index("i.json", "i.sqlite", paths=("papers", "nowhere"))
    assert counts(summary) == (COUNT, 0, 0, 2)
    errors = json.loads(Path("i.json").read_bytes())["errors"]
    assert [(error["path"], error["code"]) for error in errors] == [
        ("nowhere", "missing"),
        ("papers/bad.txt", "binary"),
    ]
    assert all(error["message"] for error in errors)
    again = index("i.json", "i.sqlite", paths=("papers", "nowhere"))
    assert counts(again) == (0, COUNT, 0, 2)
    assert not again.is_renewed
    Path("papers/bad.txt").write_text(minutes_text(3), encoding="utf-8")
    assert counts(index("i.json", "i.sqlite")) == (1, COUNT, 0, 0)
    assert json.loads(Path("i.json").read_bytes())["errors"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_unicode() -> None:
    os.rename(b"papers/2018/00000.txt", "papers/纪要.txt".encode("gb18030"))  # noqa: PTH104
    assert counts(index("i.sqlite", "i.json")) == (COUNT, 0, 0, 0)
    data = json.loads(Path("i.json").read_bytes())
    assert any("\\xbc\\xcd" in document["source"]["path"] for document in data["documents"])
    assert counts(index("i.sqlite")) == (0, COUNT, 0, 0)


# --- again -----------------------------------------------------------------------------------------------------------


def test_only_what_changed_is_read() -> None:
    index("i.sqlite", "i.json")
    assert counts(index("i.sqlite", "i.json")) == (0, COUNT, 0, 0)
    Path("papers/2018/00000.txt").write_text(minutes_text(500), encoding="utf-8")
    Path("papers/2019/00001.txt").unlink()
    write_archive(Path("papers"), 1, first=COUNT)
    os.utime("papers/2020/00002.txt", ns=(1, 1))
    summary = index("i.sqlite", "i.json")
    assert counts(summary) == (2, COUNT - 2, 1, 0)
    index("new.sqlite", "new.json")
    assert Path("i.json").read_bytes() == Path("new.json").read_bytes()
    query = "SELECT d.path, t.text FROM texts t JOIN documents d ON d.id = t.document_id ORDER BY 1"
    assert rows("i.sqlite", query) == rows("new.sqlite", query)
    assert rows("i.sqlite", "PRAGMA integrity_check") == [("ok",)]
    assert rows("i.sqlite", "PRAGMA foreign_key_check") == []
    assert counts(index("i.sqlite", "i.json")) == (0, COUNT, 0, 0)


def test_full_text_forgets_what_was_replaced() -> None:
    Path("papers/only.txt").write_text("会议研究了鹦鹉螺保护工作。", encoding="utf-8")
    index("i.sqlite")
    found = "SELECT count(*) FROM full_text WHERE full_text MATCH '鹦鹉'"
    assert rows("i.sqlite", found) == [(1,)]
    Path("papers/only.txt").write_text("会议研究了白鹭保护工作。", encoding="utf-8")
    index("i.sqlite")
    assert rows("i.sqlite", found) == [(0,)]
    assert rows("i.sqlite", "INSERT INTO full_text (full_text) VALUES ('integrity-check')") == []


def test_other_words_or_options_read_everything_again(folder: Path) -> None:
    index("i.sqlite")
    assert counts(index("i.sqlite", recipe=Recipe(year=2019)))[0] == COUNT
    words = folder / "own.yaml"
    words.write_text("[]\n", encoding="utf-8")
    assert Recipe(lexicons=(str(words),)).fingerprint != Recipe().fingerprint
    assert counts(index("i.sqlite", fresh=True))[0] == COUNT


def test_an_export_that_was_lost_or_edited_is_written_again() -> None:
    index("i.sqlite", "i.json")
    whole = Path("i.json").read_bytes()
    Path("i.json").write_text("{}", encoding="utf-8")
    assert index("i.sqlite", "i.json").is_renewed
    assert Path("i.json").read_bytes() == whole
    Path("i.json").unlink()
    assert counts(index("i.sqlite", "i.json", "i.yaml"))[0] == 0
    assert Path("i.json").read_bytes() == whole
    assert not index("i.sqlite", "i.json", "i.yaml").is_renewed


def test_a_json_index_alone_is_incremental_too(folder: Path) -> None:
    index("i.json")
    assert counts(index("i.json")) == (0, COUNT, 0, 0)
    assert left_over(folder) == [".i.json.state"]


def test_the_index_itself_is_no_document_of_the_archive() -> None:
    from minutes_cli.index.walk import Wanted

    wanted = Wanted(include=("*",), hidden=True)
    index("papers/i.json", wanted=wanted)
    assert counts(index("papers/i.json", wanted=wanted)) == (0, COUNT, 0, 0)


# --- whatever happens ------------------------------------------------------------------------------------------------


def test_nothing_to_index_keeps_the_former_index() -> None:
    index("i.sqlite")
    before = Path("i.sqlite").read_bytes()
    Path("papers").rename("away")
    with pytest.raises(SourceError, match="papers"):
        index("i.sqlite")
    Path("papers").mkdir()
    with pytest.raises(SourceError, match="no document"):
        index("i.sqlite")
    with pytest.raises(SourceError):
        index("j.sqlite")
    assert Path("i.sqlite").read_bytes() == before
    assert not Path("j.sqlite").exists()


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (("i.xlsx",), "suffix"),
        (("nowhere/i.json",), "no folder"),
        (("papers.json/",), "folder"),
        (("a.sqlite", "b.db"), "one SQLite"),
    ],
)
def test_outputs_that_make_no_sense(outputs: tuple[str, ...], message: str) -> None:
    Path("papers.json").mkdir()
    with pytest.raises(UsageError, match=message):
        index(*outputs)


def test_a_file_that_is_no_index_is_never_overwritten() -> None:
    connection = sqlite3.connect("mine.sqlite")
    connection.execute("CREATE TABLE precious (x)")
    connection.commit()
    connection.close()
    Path("text.db").write_text("not a database", encoding="utf-8")
    for name in ("mine.sqlite", "text.db"):
        before = Path(name).read_bytes()
        for fresh in (False, True):
            with pytest.raises(UsageError, match="no index"):
                index(name, fresh=fresh)
        assert Path(name).read_bytes() == before


def test_two_runs_at_once(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from minutes_cli.index.lock import locked\n"
        "with locked(Path('.i.sqlite.lock')): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
    with other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(BusyError, match=r"i\.sqlite"):
            index("i.sqlite")
        other.stdin.close()
    assert counts(index("i.sqlite"))[0] == COUNT
    assert left_over(folder) == []


def test_a_lock_that_was_left_behind_is_no_lock(folder: Path) -> None:
    (folder / ".i.sqlite.lock").touch()
    with locked(folder / ".i.sqlite.lock"):
        pass
    assert left_over(folder) == []


class _Stop(Exception):
    pass


def test_what_was_committed_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "BATCH_FILES", 4)
    monkeypatch.setattr(building, "COMMIT_FILES", 8)
    index("whole.json", "whole.sqlite")
    index("i.json", "i.sqlite")
    before = Path("i.json").read_bytes(), Path("i.sqlite").read_bytes()
    for path in write_archive(Path("papers"), COUNT):
        path.write_text(path.read_text("utf-8") + "会议还研究了其他事项。\n", encoding="utf-8")

    def report(progress: Progress) -> None:
        if progress.done > 12:
            raise _Stop

    request = Request(("papers",), (Path("i.json"), Path("i.sqlite")))
    with pytest.raises(_Stop):
        build(request, report)
    assert (Path("i.json").read_bytes(), Path("i.sqlite").read_bytes()) == before
    assert counts(build(request)) == (COUNT - 8, 8, 0, 0)
    index("fresh.json")
    assert Path("i.json").read_bytes() == Path("fresh.json").read_bytes()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_leaves_the_former_index(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    index("i.json", "i.sqlite")
    before = Path("i.json").read_bytes(), Path("i.sqlite").read_bytes()
    write_archive(Path("papers"), 1, first=COUNT)

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "write", full)
        with pytest.raises(WriteError, match="full" if number == errno.ENOSPC else "may not be written"):
            index("i.json", "i.sqlite")
    assert (Path("i.json").read_bytes(), Path("i.sqlite").read_bytes()) == before
    assert counts(index("i.json", "i.sqlite")) == (0, COUNT + 1, 0, 0)
    assert len(json.loads(Path("i.json").read_bytes())["documents"]) == COUNT + 1


def test_a_store_that_cannot_grow_leaves_the_former_index(monkeypatch: pytest.MonkeyPatch) -> None:
    index("i.sqlite")
    before = Path("i.sqlite").read_bytes()
    write_archive(Path("papers"), 40, first=COUNT)
    prepare = Store.prepare_for_writing

    def limited(store: Store) -> None:
        prepare(store)
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "prepare_for_writing", limited)
        with pytest.raises(WriteError, match="full"):
            index("i.sqlite")
    assert Path("i.sqlite").read_bytes() == before
    index("i.sqlite")
    assert rows("i.sqlite", "SELECT count(*) FROM documents") == [(COUNT + 40,)]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="for root no folder is closed")
def test_a_folder_that_may_not_be_written_to(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o555)
    with pytest.raises(WriteError, match="may not be written"):
        index("closed/i.sqlite")


# --- workers that die ------------------------------------------------------------------------------------------------


def _jobs(count: int) -> list[list[Job]]:
    return [[Job(10 * batch + n, f"{batch}-{n}", "") for n in range(5)] for batch in range(count)]


class _Mortal:
    """Work that kills its process at certain files: once, or every time."""

    def __init__(self, folder: Path, once: str, always: str = "") -> None:
        self.folder, self.once, self.always = folder, once, always

    def __call__(self, jobs: Sequence[Job]) -> list[Outcome]:
        for job in jobs:
            mark = self.folder / f"died-{job.path}"
            if job.path == self.always or (job.path == self.once and not mark.exists()):
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return [Outcome(job, json=job.path) for job in jobs]


def run_pool(work: pool.Work, count: int, workers: int = 3) -> list[Outcome]:
    with pool.Pool(work, workers) as crew:
        return [outcome for outcomes in crew.run(_jobs(count)) for outcome in outcomes]


needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")


@needs_kill
def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    outcomes = run_pool(_Mortal(tmp_path, "7-3"), 20)
    assert [outcome.job for outcome in outcomes] == [job for batch in _jobs(20) for job in batch]
    assert all(outcome.code is None for outcome in outcomes)


@needs_kill
def test_a_file_that_kills_every_worker_is_an_error_and_no_more(tmp_path: Path) -> None:
    outcomes = run_pool(_Mortal(tmp_path, "2-0", always="7-3"), 20)
    assert [outcome.job for outcome in outcomes] == [job for batch in _jobs(20) for job in batch]
    assert [outcome.job.path for outcome in outcomes if outcome.code == "killed"] == ["7-3"]


def test_a_pool_without_work() -> None:
    assert run_pool(lambda jobs: [Outcome(job) for job in jobs], 0, workers=1) == []


def test_a_defect_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    import minutes_cli.pipeline as pipeline

    parse = pipeline.parse_source

    def flawed(source: Any, *rest: Any) -> Any:
        if source.source.path.endswith("00007.txt"):
            raise ZeroDivisionError("division by zero")
        return parse(source, *rest)

    monkeypatch.setattr(pipeline, "parse_source", flawed)
    summary = index("i.sqlite")
    assert counts(summary) == (COUNT - 1, 0, 0, 1)
    assert summary.errors[0]["code"] == "defect"


# --- the command -----------------------------------------------------------------------------------------------------


def test_command(run: Run, folder: Path) -> None:
    outcome = run("index", "papers", "-o", "i.sqlite", "-o", "i.yaml", cwd=folder)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.count("\n") == 1
    assert f"{COUNT} read" in outcome.err
    Path("papers/bad.txt").write_bytes(b"\x7fELF\x00" * 50)
    outcome = run("index", "papers", "-o", "i.sqlite", "--jobs", "2", cwd=folder)
    assert outcome.code == 4
    assert "papers/bad.txt" in outcome.err
    assert f"{COUNT} unchanged" in outcome.err
    assert run("index", "papers", "-o", "i.sqlite", "--quiet", "--exclude", "bad*", cwd=folder).err == ""
    assert run("index", "papers/bad.txt", "-o", "j.sqlite", cwd=folder).code == 1
    assert run("index", "-o", "j.sqlite", cwd=folder).code == 2
    assert run("index", "papers", "-o", "j.xlsx", cwd=folder).code == 2


def test_command_takes_paths_from_a_list(run: Run, folder: Path) -> None:
    names = [f"papers/2018/{n:05d}.txt" for n in (0, 5)]
    outcome = run("index", "--files-from", "-", "--null", "-o", "i.jsonl", cwd=folder, stdin="\0".join(names).encode())
    assert outcome.code == 0, outcome.err
    assert len(Path("i.jsonl").read_bytes().splitlines()) == 2
    Path("list").write_text("\r\n".join(names[:1]), encoding="utf-8")
    assert run("index", "--files-from", "list", "-o", "i.jsonl", cwd=folder).code == 0
    assert len(Path("i.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("code", sorted(INDEX_PROBLEMS))
def test_every_sentence_has_its_error(code: str) -> None:
    files = (ROOT / "src" / "minutes_cli" / "index").glob("*.py")
    assert any(f'"{code}"' in path.read_text("utf-8") for path in files)


def test_messages_in_chinese(run: Run, folder: Path) -> None:
    chinese = {"LC_ALL": "zh_CN.UTF-8"}
    assert "没有这个文件或文件夹" in run("index", "nowhere", "-o", "i.sqlite", cwd=folder, env=chinese).err
    assert "扩展名" in run("index", "papers", "-o", "i.doc", cwd=folder, env=chinese).err
    Path("mine.db").write_text("x" * 100, encoding="utf-8")
    assert "不是索引" in run("index", "papers", "-o", "mine.db", cwd=folder, env=chinese).err
    with locked(folder / ".i.sqlite.lock"):
        assert "正在更新" in run("index", "papers", "-o", "i.sqlite", cwd=folder, env=chinese).err
    done = run("index", "papers", "nowhere", "-o", "i.sqlite", cwd=folder, env=chinese)
    assert done.err.splitlines() == [
        "minutes: nowhere: 没有这个文件；请检查路径，文件名中有空格时请加引号",
        f"minutes: 共 {COUNT + 1} 个文件：读取 {COUNT}，未变 0，移除 0，失败 1，重复 0 组",
    ]


def test_every_error_has_one_root() -> None:
    assert issubclass(WriteError, MinutesError)
    assert issubclass(BusyError, MinutesError)
