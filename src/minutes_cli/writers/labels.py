"""The words of the tree view, English and Chinese. Glyphs stay inside GBK."""

from __future__ import annotations

from collections.abc import Mapping

from minutes_cli.models import Finding

ENGLISH = {
    "meeting": "Meeting",
    "organization": "Body",
    "date": "Date",
    "place": "Place",
    "chairs": "Chair",
    "entrusted_by": "On behalf of",
    "number": "Number",
    "issued": "Issued",
    "attendees": "Present",
    "observers": "Observers",
    "absent": "Absent",
    "invited": "Invited",
    "recorders": "Recorder",
    "counts": "Quorum",
    "speakers": "Speakers",
    "agenda": "Agenda",
    "directives": "What was asked for",
    "outside": "Also named",
    "decisions": "Decisions",
    "cited": "Cited",
    "findings": "Findings",
    "not_stated": "not stated",
    "unresolved": "year unknown",
    "other_matters": "and other matters",
    "characters": "characters",
    "deadline": "by",
    "indicator": "indicator",
    "lead": "lead",
    "support": "support",
    "addressee": "asked of",
    "supervisor": "supervision",
    "expected": "expected",
    "present": "present",
    "none": "none",
    "kind.minutes": "minutes",
    "kind.report": "report of a meeting",
    "kind.record": "record",
    "kind.resolution": "resolution",
    "kind.other": "no minutes",
    "basis.document": "year from the document",
    "basis.context": "year from the context",
    "basis.filename": "year from the file name",
    "basis.option": "as given by option",
    "urgency.immediate": "at once",
    "urgency.soon": "soon",
}
CHINESE = {
    "meeting": "会议",
    "organization": "单位",
    "date": "时间",
    "place": "地点",
    "chairs": "主持",
    "entrusted_by": "受托于",
    "number": "文号",
    "issued": "印发",
    "attendees": "出席",
    "observers": "列席",
    "absent": "请假",
    "invited": "应邀",
    "recorders": "记录",
    "counts": "人数",
    "speakers": "讲话",
    "agenda": "议题",
    "directives": "工作要求",
    "outside": "另有提及",
    "decisions": "议定事项",
    "cited": "引用文件和会议",
    "findings": "提示",
    "not_stated": "未写明",
    "unresolved": "年份不明",
    "other_matters": "还研究了其他事项",
    "characters": "字",
    "deadline": "时限",
    "indicator": "指标",
    "lead": "牵头",
    "support": "配合",
    "addressee": "责任对象",
    "supervisor": "督办",
    "expected": "应到",
    "present": "实到",
    "none": "无",
    "kind.minutes": "会议纪要",
    "kind.report": "会议报道",
    "kind.record": "会议记录",
    "kind.resolution": "决议公告",
    "kind.other": "不是会议纪要",
    "basis.document": "年份据本文",
    "basis.context": "年份据上下文",
    "basis.filename": "年份据文件名",
    "basis.option": "按选项给定",
    "urgency.immediate": "立即",
    "urgency.soon": "近期",
}
FINDINGS = {
    "ordinal_gap": "编号不连续",
    "ordinal_repeated": "编号重复",
    "count_mismatch": "所称条数与实际不符",
    "no_chair": "未写明主持人",
    "year_unknown": "会议年份不明",
    "year_contradictory": "会议年份的依据互相矛盾",
    "impossible_date": "日历上没有这一天",
    "not_minutes": "不像会议纪要，未读取会议信息",
    "mojibake": "有乱码，请从来源重新取得文件",
    "truncated": "文件在一个字的中间结束，结尾可能缺失",
}
"""Findings by their code, for Chinese readers; one that is not here is shown in the words of its message."""


def labels(*, chinese: bool) -> Mapping[str, str]:
    """The table for the reader's language."""
    return CHINESE if chinese else ENGLISH


def finding_words(finding: Finding, *, chinese: bool) -> str:
    """What to say of `finding`."""
    return FINDINGS.get(finding.code, finding.message) if chinese else finding.message
