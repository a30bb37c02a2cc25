"""The ledger: every order once, nothing a clerk wrote is lost, no cell becomes a formula, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml

from archive import write_archive
from conftest import SAMPLES, Run
from minutes_cli import parse, parse_text
from minutes_cli.errors import MinutesError, SourceError, UsageError
from minutes_cli.models import Directive
from minutes_cli.reports.ledger import Due, Row, arranged, ledger, row_id, rows_of
from minutes_cli.reports.ledger_calendar import to_calendar
from minutes_cli.reports.ledger_columns import COLUMNS, cells, row_from
from minutes_cli.reports.ledger_excel import to_excel
from minutes_cli.reports.ledger_merge import merge
from minutes_cli.reports.ledger_read import read_ledger
from minutes_cli.reports.ledger_text import to_csv, to_json, to_markdown
from minutes_cli.reports.ledger_time import Filter, Today, is_closed

TODAY = Today(date(2023, 5, 28))
HEAD = "云泽县水务局局务会议纪要\n\n2023年5月8日上午，局长林知远主持召开局务会议。\n\n"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ledger.yaml").read_text("utf-8"))


def rows(text: str, path: str = "a.txt") -> list[Row]:
    return rows_of(parse_text(HEAD + text, path=path))


def nodes(directives: Iterable[Directive]) -> Iterable[Directive]:
    for node in directives:
        yield node
        yield from nodes(node.children)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_an_order(case: dict[str, object]) -> None:
    found = [
        {
            "matter": row.matter,
            "lead": list(row.responsible),
            "support": list(row.helping),
            "days": row.days,
        }
        for row in rows(str(case["text"]))
    ]
    expected = [{"lead": [], "support": [], "days": []} | one for one in case["rows"]]  # type: ignore[attr-defined]
    assert found == expected


def test_every_row_of_the_samples_points_at_its_directive(sample: Path) -> None:
    minutes = parse(sample)
    found = rows_of(minutes)
    by_id = {node.id: node for node in nodes(minutes.directives)}
    assert len({row.directive for row in found}) == len(found)
    assert len({row.id for row in found}) == len(found)
    assert found
    for row in found:
        node = by_id[row.directive]
        assert (row.text, row.span) == (node.text.strip(), node.text_span)
        assert row.matter
    leaves = [node for node in by_id.values() if not node.children and node.kind in ("item", "requirement", "topic")]
    assert {node.id for node in leaves if node.text.strip()} <= {row.directive for row in found}


def test_what_is_no_minutes_orders_nothing() -> None:
    assert rows_of(parse_text("青岚市节约用水办法\n第一条 单位应当节约用水。\n第二条 不得浪费。\n")) == []


def test_ids_outlast_renumbering_and_layout() -> None:
    before = rows("会议要求，一要由水利科牵头，年底前完成清淤。二要压实责任。")
    after = rows("会议要求，一要抓紧修复水毁堤防。二要由水利科牵头， 年底前完成清淤；三要压实责任。")
    assert [row.id for row in before] == [row.id for row in after][1:]
    assert [row.directive for row in before] != [row.directive for row in after][1:]
    assert row_id("2023-05-08", "局务会议", "压实责任") != row_id("2023-05-09", "局务会议", "压实责任")


def test_the_same_order_twice() -> None:
    text = "一、抓好防汛\n一要压实责任。二要强化巡查。\n二、抓好供水\n一要压实责任。二要保证水压。\n"
    found = rows(text)
    assert len(found) == len({row.id for row in found}) == 4  # two orders in the same words
    again = rows(text, path="b/copy.txt")
    assert [row.path for row in arranged([*again, *found])] == ["a.txt"] * 4  # one meeting in two files


def test_timing_and_filters() -> None:
    row = Row("D1", "清淤", lead=("县水务局",), dues=(Due("5月底前", "2023-05-31"), Due("年底前", "2023-12-31")))
    late = replace(row, id="D2", dues=(Due("4月底前", "2023-04-30"),))
    done = replace(late, id="D3", status="已完成")
    undated = replace(row, id="D4", lead=(), addressees=("财政局",), dues=(Due("尽快"),))
    every = [row, late, done, undated]
    assert [TODAY.timing(one) for one in every] == ["soon", "overdue", "closed", "undated"]
    assert Today(date(2023, 6, 1)).timing(row) == "scheduled"
    assert Today(date(2024, 1, 1)).timing(row) == "overdue"
    assert Today(date(2023, 5, 31), soon=0).timing(row) == "soon"
    assert Today(date.max).timing(row) == "overdue"
    assert Filter(overdue=True).apply(every, TODAY) == [late]
    assert Filter(open=True).apply(every, TODAY) == [row, late, undated]
    assert Filter(bodies=("水务",), open=True).apply(every, TODAY) == [row, late]
    assert Filter(bodies=("财政", "教育")).apply(every, TODAY) == [undated]
    assert Filter(due_before="2023-05-01").apply(every, TODAY) == [late, done]
    assert Filter(due_before="2023-04-30").apply(every, TODAY) == []


@pytest.mark.parametrize(
    ("status", "closed"),
    [("已完成", True), ("完成", True), ("已办结（3月5日）", True), ("√", True), ("已取消", True), ("未完成", False),
     ("基本完成", False), ("完成80%", False), ("完成一半", False), ("进行中", False), ("", False)],
)  # fmt: skip
def test_what_a_clerk_calls_done(status: str, closed: bool) -> None:
    assert is_closed(Row("D1", "清淤", status=status)) is closed


# --- formats -------------------------------------------------------------------------------------------------------

EVIL = ['=HYPERLINK("x")', "+1+1", "-2", "@SUM(A1)", "＝1+1", "\t=1"]


def evil_rows() -> list[Row]:
    return [Row(f"D{at}", words, lead=(words,), status=words, text=words) for at, words in enumerate(EVIL)]


def test_csv_opens_in_excel_and_runs_nothing(tmp_path: Path) -> None:
    data = to_csv(evil_rows(), TODAY)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(lines[0]) == COLUMNS
    assert all(not cell.startswith(("=", "+", "-", "@", "＝", "\t")) for line in lines for cell in line)
    path = tmp_path / "l.csv"
    path.write_bytes(data)
    assert [row.matter for row in read_ledger(path)] == EVIL  # and it comes back as it was


def test_workbook(tmp_path: Path) -> None:
    found = ledger([parse(path) for path in SAMPLES])
    path = tmp_path / "l.xlsx"
    path.write_bytes(to_excel([*found, *evil_rows()], TODAY))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == sheet.dimensions
    names = {name: at for at, name in enumerate(COLUMNS)}
    due = [row for row in sheet.iter_rows(min_row=2) if isinstance(row[names["完成日期"]].value, datetime)]
    assert len(due) == sum(bool(row.days) for row in found)
    assert due[0][names["完成日期"]].number_format == "yyyy-mm-dd"
    assert due[0][names["事项"]].alignment.wrap_text
    formulas = [rule.formula[0] for ranges in sheet.conditional_formatting for rule in ranges.rules]
    assert any("DATE(2023,5,28)" in formula for formula in formulas)
    assert any("DATE(2023,6,4)" in formula for formula in formulas)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    tail = list(sheet.iter_rows(min_row=len(found) + 2))
    assert [row[names["事项"]].value for row in tail] == EVIL
    assert all(row[names["事项"]].quotePrefix for row in tail)


def test_markdown_keeps_its_columns() -> None:
    row = Row("D1", "清淤|疏浚\n<b>", lead=("A|B",), dues=(Due("年底前", "2023-12-31"),))
    lines = to_markdown([row], TODAY).decode().splitlines()
    assert len(lines) == 3
    assert {line.replace("\\|", "").count("|") for line in lines} == {lines[1].count("|")}
    assert "清淤\\|疏浚<br>&lt;b&gt;" in lines[2]


def test_calendar() -> None:
    found = rows("会议要求，一要由水利科牵头，5月31日前完成清淤，年底前完成验收。二要尽快修复，压实责任。")
    for tasks in (False, True):
        data = to_calendar(found, tasks=tasks)
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert b"\n" not in data.replace(b"\r\n", b"")
        lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
        assert [line for line in lines if line.startswith("UID")] == [f"UID:{found[0].id}-{n}@minutes" for n in (1, 2)]
        assert lines.count("DTSTAMP:20230508T000000Z") == 2
        due = "DUE;VALUE=DATE:20230531" if tasks else "DTSTART;VALUE=DATE:20230531"
        assert due in lines
    assert b"SUMMARY:a\\,b\\;c\\\\d\\ne" in to_calendar([Row("D1", "a,b;c\\d\ne", dues=(Due("x", "2023-05-31"),))])


def test_the_same_bytes_twice() -> None:
    one, two = (ledger([parse(path) for path in order]) for order in (SAMPLES, SAMPLES[::-1]))
    for write in (to_csv, to_json, to_markdown, to_excel):
        assert write(one, TODAY) == write(two, TODAY)
    assert to_calendar(one) == to_calendar(two)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for package in ("xlsxwriter", "openpyxl"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MinutesError, match=r"pip install 'jiyao\[excel\]'"):
        to_excel([], TODAY)
    (tmp_path / "l.xlsx").write_bytes(b"")
    with pytest.raises(MinutesError, match=r"pip install 'jiyao\[excel\]'"):
        read_ledger(tmp_path / "l.xlsx")


# --- merge ---------------------------------------------------------------------------------------------------------


def filled(row: Row) -> Row:
    return replace(row, status="进行中", note="已约谈", extra=(("联系人", "苏禾"),))


def test_a_row_comes_back_from_its_cells() -> None:
    row = filled(rows("会议要求，一要由水利科牵头，财务科配合，年底前完成清淤。")[0])
    back = row_from(cells(row, 1, TODAY))
    assert back == replace(row, span=None)


def test_merge_keeps_what_a_clerk_wrote() -> None:
    old = [
        filled(row)
        for row in rows("会议要求，一要由水利科牵头，年底前完成清淤。二要压实巡查责任，严肃追责问责。三要修复堤防。")
    ]
    new = rows("会议要求，一要加强值守。二要由水利科牵头，年底前完成清淤。三要压实巡查防守责任，严肃追责问责。")
    merged = merge(new, old)
    assert [row.matter for row in merged.added] == ["加强值守。"]
    assert [row.matter for row in merged.moved] == ["由水利科牵头，年底前完成清淤。"]
    assert [row.matter for row in merged.reworded] == ["压实巡查防守责任，严肃追责问责。"]
    assert [row.matter for row in merged.withdrawn] == ["修复堤防。"]
    assert merged.rows[-1].change == "withdrawn"
    assert [row.status for row in merged.rows] == ["", "进行中", "进行中", "进行中"]
    assert [row.extra for row in merged.rows[1:]] == [(("联系人", "苏禾"),)] * 3
    again = merge(new, merged.rows)
    assert not (again.added or again.moved or again.reworded or again.withdrawn)
    assert [row.change for row in again.rows] == [None, None, None, "withdrawn"]
    assert Filter(open=True).apply(again.rows, TODAY) == again.rows[:3]
    back = merge(rows("会议要求，一要修复堤防。"), again.rows)
    assert [(row.matter, row.status, row.change) for row in back.rows[:1]] == [("修复堤防。", "进行中", "moved")]


def test_merge_leaves_alone_what_was_not_read() -> None:
    old = [filled(row) for row in rows("会议要求，一要加强值守。", path="old.txt")]
    merged = merge(rows("会议要求，一要压实责任。"), old, lambda path: path == "a.txt")
    assert [(row.matter, row.change) for row in merged.rows] == [("压实责任。", "added"), ("加强值守。", None)]
    assert merged.kept
    assert not merged.withdrawn


def test_merge_without_the_id_column() -> None:
    old = [replace(filled(row), id="") for row in rows("会议要求，一要加强值守。二要压实责任。")]
    merged = merge(rows("会议要求，一要加强值守。二要压实责任。"), old)
    assert [row.status for row in merged.rows] == ["进行中", "进行中"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_that_excel_saved(tmp_path: Path, encoding: str) -> None:
    row = filled(rows("会议要求，一要由水利科牵头，年底前完成清淤。")[0])
    text = (
        to_csv([row], TODAY).decode("utf-8-sig").replace("2023-12-31", "2023/12/31").replace("2023-05-08", "2023/5/8")
    )
    (tmp_path / "l.csv").write_bytes(f"台账,,\r\n{text}".encode(encoding))
    assert read_ledger(tmp_path / "l.csv") == [replace(row, span=None)]


def test_what_is_no_ledger(tmp_path: Path) -> None:
    for name, data in (("a.xlsx", b"PK"), ("a.csv", b"a,b\n1,2\n"), ("a.csv", b""), ("a.txt", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UsageError):
            read_ledger(tmp_path / name)
    with pytest.raises(SourceError):
        read_ledger(tmp_path / "none.csv")


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    write_archive(folder / "papers", 12)
    assert run("index", "papers", "-o", "i.sqlite", cwd=folder).code == 0
    return folder


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "md", "json", "ics", "txt"])
def test_folder_and_index_give_the_same_bytes(run: Run, folder: Path, suffix: str) -> None:
    made = []
    for number, source in enumerate(("papers", "i.sqlite", "papers")):
        output = folder / f"{number}.{suffix}"
        done = run("ledger", source, "-o", output, "--today", "2020-05-01", "-q", cwd=folder,
                   env={"PYTHONHASHSEED": str(number)})  # fmt: skip
        assert (done.code, done.out, done.err) == (0, "", "")
        made.append(output.read_bytes())
    assert made[0] == made[1] == made[2]
    assert len(made[0]) > 1000


def test_index_by_default(run: Run, folder: Path) -> None:
    named = run("ledger", "i.sqlite", "--today", "2020-05-01", cwd=folder)
    found = json.loads(named.out)
    assert (named.code, named.err) == (0, "")
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    assert run("ledger", "--today", "2020-05-01", cwd=folder).out == named.out
    assert run("ledger", "--today", "2020-05-01", env={"MINUTES_INDEX": str(folder / "i.sqlite")}).out == named.out
    overdue = json.loads(run("ledger", "--overdue", "--body", "教育局", "--today", "2020-05-01", cwd=folder).out)
    assert overdue
    assert all(one["timing"] == "overdue" and "教育局" in str(one["lead"] + one["support"]) for one in overdue)


def test_standard_input_and_the_view(run: Run) -> None:
    text = (HEAD + "会议要求，一要由水利科牵头，5月31日前完成清淤。").encode("gb18030")
    done = run("ledger", "-", "--today", "2023-05-28", "--format", "text", stdin=text,
               env={"LC_ALL": "zh_CN.UTF-8", "PYTHONIOENCODING": "gbk"})  # fmt: skip
    view = done.stdout.decode("gbk")
    assert done.code == 0
    assert "?" not in view
    assert "牵头 水利科" in view
    assert "5月31日前（2023-05-31）" in view
    assert "[即将到期]" in view


def test_merge_on_the_command_line(run: Run, tmp_path: Path) -> None:
    paper, book = tmp_path / "纪要.txt", tmp_path / "台账.xlsx"
    paper.write_text(HEAD + "会议要求，一要由水利科牵头，年底前完成清淤。二要修复堤防。", "utf-8")
    assert run("ledger", paper, "-o", book, "--today", "2023-05-28").code == 0
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.active
    assert sheet is not None
    for line, (status, note) in enumerate([("进行中", "已招标"), ("已完成", "")], 2):
        sheet.cell(line, COLUMNS.index("状态") + 1, status)
        sheet.cell(line, COLUMNS.index("备注") + 1, note)
    workbook.save(book)
    paper.write_text(HEAD + "会议要求，一要压实责任。二要由水利科牵头，年底前完成清淤。", "utf-8")
    done = run("ledger", paper, "--merge", book, "-o", book, "--today", "2024-05-28", env={"LC_ALL": "zh_CN.UTF-8"})
    assert done.code == 0
    assert "合并：新增 1 项，移动 1 项，改写 0 项，撤出 1 项" in done.err
    found = json.loads(run("ledger", paper, "--merge", book, "--format", "json", "--today", "2024-05-28", "-q").out)
    assert [(one["matter"], one["status"], one["note"], one["change"], one["timing"]) for one in found] == [
        ("压实责任。", None, None, None, "undated"),
        ("由水利科牵头，年底前完成清淤。", "进行中", "已招标", None, "overdue"),
        ("修复堤防。", "已完成", None, "withdrawn", "closed"),
    ]


def test_errors_are_one_sentence(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(HEAD + "会议要求，压实责任。", "utf-8")
    some = run("ledger", good, tmp_path / "none.txt")
    assert some.code == 4
    assert len(json.loads(some.out)) == 1
    assert "none.txt" in some.err
    for arguments, code in (
        ([tmp_path / "none.txt"], 1),
        ([tmp_path / "none.sqlite"], 1),
        ([good, "-o", tmp_path / "a.docx"], 2),
        ([good, "--merge", good], 2),
        ([good, "--today", "2023-02-30"], 2),
        ([good, "-o", tmp_path / "none" / "a.csv"], 1),
    ):
        done = run("ledger", *arguments)
        assert done.code == code, arguments
        assert done.err.startswith(("minutes: ", "Usage: "))
        assert "Traceback" not in done.err


def test_the_command_says_what_to_install(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(HEAD + "会议要求，压实责任。", "utf-8")
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "from minutes_cli.cli.run import run\n"
        f"sys.exit(run(['ledger', {str(good)!r}, '-o', {str(tmp_path / 'a.xlsx')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'jiyao[excel]'" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()
