"""A small archive of invented minutes, the same every time: what the tests of index and search read."""

from __future__ import annotations

import random
from pathlib import Path

TOWNS = ("青岚市", "云泽县", "沐河区", "石屏镇")
OFFICES = ("水务局", "财政局", "生态环境局", "应急管理局", "教育局")
PEOPLE = ("林知远", "周文博", "何静", "赵一鸣", "苏禾", "陆青岑")
MATTERS = ("防汛抗旱", "河湖清淤", "学校食堂安全", "预算执行", "白鹭湖水质提升", "森林防火", "信访积案化解")
DEADLINES = ("年底前", "9月30日前", "10月底前", "尽快", "汛期前")


def minutes_text(number: int) -> str:
    """The text of one meeting; equal numbers give equal texts."""
    dice = random.Random(number)
    town, office, chair = dice.choice(TOWNS), dice.choice(OFFICES), dice.choice(PEOPLE)
    matters = dice.sample(MATTERS, 3)
    day = f"{2018 + number % 5}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日"
    lines = [
        f"{town}{office}局务会议纪要",
        "",
        f"{day}下午，局长{chair}主持召开局务会议，研究{matters[0]}等工作。纪要如下：",
    ]
    for numeral, matter in zip("一二三", matters, strict=True):
        body, due = dice.choice(OFFICES), dice.choice(DEADLINES)
        rate = dice.randint(80, 99)
        lines += [
            f"{numeral}、扎实做好{matter}工作",
            f"会议要求，由{town}{body}牵头，{due}完成{matter}方案，一要压实责任；二要强化督查，完成率不低于{rate}%。",
        ]
    return "\n".join(lines) + "\n"


def write_archive(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Write `count` documents into subfolders of `folder`."""
    paths = []
    for number in range(first, first + count):
        path = folder / f"{2018 + number % 5}" / f"{number:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(minutes_text(number), encoding="utf-8")
        paths.append(path)
    return paths
