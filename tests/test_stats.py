"""Statistics: the counts are those of the documents, whether they come from files or an index."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from archive import write_archive
from conftest import SAMPLES, Run
from minutes_cli import parse, parse_text
from minutes_cli.models import Minutes
from minutes_cli.reports.ledger import rows_of
from minutes_cli.reports.stats import Stats, months_between
from minutes_cli.reports.stats_indicator import Series, largest

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


def minutes(day: str, words: str, path: str = "a.txt") -> Minutes:
    return parse_text(f"云泽县水务局局务会议纪要\n\n{day}，局长林知远主持召开局务会议。\n\n{words}\n", path=path)


def counted(*documents: Minutes) -> Stats:
    stats = Stats()
    for document in documents:
        stats.add(document)
    return stats


def test_what_is_counted() -> None:
    stats = counted(
        minutes("2023年5月8日", "会议要求，一要由水利科牵头，财务科配合，年底前完成清淤。二要压实责任。"),
        minutes("2023年5月29日", "会议要求，由水利科牵头，尽快修复堤防。", "b.txt"),
        minutes("2023年5月29日", "会议要求，由水利科牵头，尽快修复堤防。", "copy of b.txt"),
        parse_text("青岚市节约用水办法\n第一条 单位应当节约用水。\n", path="c.txt"),
    )
    data = stats.as_dict()
    assert (data["documents"], data["duplicates"], data["meetings"]) == (4, 1, 2)
    assert data["meetings_per_month"] == {"2023-05": 2}
    assert data["chairs"] == [{"name": "林知远", "meetings": 2}]
    assert [(one["body"], one["total"], one["lead"], one["support"]) for one in data["bodies"]] == [
        ("水利科", 2, 2, 0),
        ("财务科", 1, 0, 1),
    ]
    orders = data["orders"]
    assert (orders["total"], orders["owned"], orders["due"], orders["dated"], orders["complete"]) == (3, 2, 2, 1, 2)
    assert orders["owned_share"] == 0.6667


def test_nothing_counted() -> None:
    data = counted().as_dict()
    assert (data["documents"], data["orders"]["total"], data["orders"]["owned_share"]) == (0, 0, None)
    assert counted().as_rows()[0] == ("documents", "", "count", 0)


def test_the_orders_are_those_of_the_ledger() -> None:
    documents = [parse(path) for path in SAMPLES]
    orders = counted(*documents).orders
    rows = [row for document in documents for row in rows_of(document)]
    assert orders.total == len(rows)
    assert orders.owned == sum(bool(row.responsible) for row in rows)
    assert orders.complete <= min(orders.owned, orders.due)
    assert orders.dated <= orders.due


def test_an_indicator_through_time() -> None:
    series = Series("水质达标率")
    series.add(minutes("2023年5月8日", "去年全县水质达标率为88%。\n\n会议要求，一要确保年底前水质达标率达到92%以上。"))
    series.add(minutes("2022年3月1日", "会议要求，一要确保水质达标率不低于85%。", "b.txt"))
    series.add(minutes("2022年3月2日", "会议要求，一要确保城区水质达标率不低于99%。", "c.txt"))
    found = [(one.date, one.role, one.comparator, one.value) for one in series.readings() if one.name == "水质达标率"]
    assert found == [
        ("2022-03-01", "target", ">=", 85),
        ("2023-05-08", "reported", "=", 88),
        ("2023-05-08", "target", ">=", 92),
    ]
    assert largest(series.readings())["%"] in (92.0, 99.0)


def test_a_part_of_a_name_will_do() -> None:
    series = Series("达标率")
    series.add(minutes("2023年5月8日", "会议要求，一要确保年底前水质达标率达到92%以上。"))
    assert [one.name for one in series.readings()] == ["水质达标率"]
    assert Series("满意度").readings() == []


def test_months() -> None:
    assert months_between("2023-05", "2023-05") == ["2023-05"]
    assert len(months_between("2012-01", "2014-12")) == 36


# --- the command -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    folder = tmp_path_factory.mktemp("stats")
    write_archive(folder / "papers", 12)
    assert run("index", "papers", "-o", "i.sqlite", cwd=folder).code == 0
    return folder


def test_folder_and_index_say_the_same(run: Run, folder: Path) -> None:
    outputs = {}
    for format in ("json", "csv", "table"):
        by_folder = run("stats", "papers", "--format", format, cwd=folder)
        assert (by_folder.code, by_folder.err) == (0, "")
        assert by_folder.out == run("stats", "i.sqlite", "--format", format, cwd=folder).out
        assert by_folder.out == run("stats", "--format", format, cwd=folder).out
        outputs[format] = by_folder.stdout
    data = json.loads(outputs["json"])
    assert sum(data["meetings_per_month"].values()) == data["meetings"] == 12
    rows = list(csv.DictReader(io.StringIO(outputs["csv"].decode("utf-8-sig"))))
    chairs = {row["name"]: int(row["value"]) for row in rows if row["section"] == "chairs"}
    assert chairs == {one["name"]: one["meetings"] for one in data["chairs"]}
    assert Counter(chairs).total() == 12
    assert len(json.loads(run("stats", "--top", "2", cwd=folder).out)["chairs"]) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_tables_fit_the_screen(run: Run, folder: Path, encoding: str) -> None:
    from rich.cells import cell_len

    for arguments in (["stats"], ["stats", "indicator", "完成率"]):
        done = run(*arguments, "--format", "table", cwd=folder, env={**CHINESE, "PYTHONIOENCODING": encoding})
        view = done.stdout.decode(encoding)
        assert done.code == 0
        assert "?" not in view
        assert "█" in view
        assert max(map(cell_len, view.splitlines())) <= 80
        assert all(line == line.rstrip() for line in view.splitlines())


def test_indicator_command(run: Run, folder: Path) -> None:
    found = json.loads(run("stats", "indicator", "完成率", cwd=folder).out)
    assert len(found) > 12
    assert {one["role"] for one in found} == {"target"}
    assert [one["date"] for one in found] == sorted(one["date"] for one in found)
    rows = list(csv.DictReader(io.StringIO(run("stats", "indicator", "完成率", "--format", "csv", cwd=folder).out[1:])))
    assert [float(row["value"]) for row in rows] == [one["value"] for one in found]


def test_errors_are_one_sentence(run: Run, folder: Path) -> None:
    near = run("stats", "indicator", "完成比率", cwd=folder)
    assert (near.code, near.out) == (1, "")
    assert "there is 完成率" in near.err
    assert run("stats", "indicator", cwd=folder).code == 2
    assert run("stats", "papers", "-o", "a.docx", cwd=folder).code == 2
    assert run("stats", "none.sqlite", cwd=folder).code == 1
    some = run("stats", "papers", "none.txt", cwd=folder)
    assert some.code == 4
    assert json.loads(some.out)["documents"] == 12
