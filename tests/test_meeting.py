"""The meeting, the body that met and the place, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from minutes_cli.extract.meeting_type import types_of
from minutes_cli.lexicon import default_lexicon
from reading import check_provenance, load_cases, read

CASES = load_cases("meeting")
FLAGS = ("session", "mode", "other_matters", "enlarged")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_meeting(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    check_provenance(case["input"], minutes)
    meeting = minutes.meeting
    assert (None if meeting is None else [meeting.name, *meeting.types]) == case["meeting"]
    for key in FLAGS:
        if key in case:
            assert getattr(meeting, key) == case[key], key
    for key in ("organization", "place"):
        if key in case:
            value = getattr(minutes, key)
            assert (None if value is None else value.text) == case[key], key


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("县委常委会会议", ["standing_committee"]),
        ("县人大常委会第三次会议", ["assembly"]),
        ("县政协党组会议", ["party_group"]),
        ("市政府党组会议暨常务会议", ["party_group", "executive"]),
        ("校长办公会", ["academic"]),
        ("党政联席会议", ["academic"]),
        ("河长制联席会议", ["joint"]),
        ("总经理办公会", ["board"]),
        ("局长办公会", ["office"]),
        ("重点项目现场推进会", ["on_site"]),
        ("防汛会商会", ["emergency"]),
        ("领导小组第六次会议", ["coordination"]),
        ("第四届委员会第九次全体会议", ["plenary"]),
        ("廉政工作会议", ["work_conference"]),
        ("节水委员会第一次会议", ["other"]),
        ("安全会议暨知识竞赛", ["other"]),
        ("", []),
    ],
)
def test_the_longest_form_gives_the_type(name: str, types: list[str]) -> None:
    assert types_of(default_lexicon(), name) == types


def test_every_value_names_its_rule() -> None:
    minutes = read("8月30日，局长林知远在局五楼会议室主持召开局党组会议。")
    lexicon = default_lexicon()
    for value in (minutes.meeting, minutes.organization, minutes.place):
        assert value is not None
        assert lexicon.entry(value.rule)
