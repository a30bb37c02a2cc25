"""What is said to people: Chinese where the locale is Chinese, else English. Keys and codes are always English."""

from __future__ import annotations

import os
from functools import cache

from minutes_cli.errors import MinutesError, SourceError

PROBLEMS = {
    "missing": "没有这个文件；请检查路径，文件名中有空格时请加引号",
    "directory": "这是文件夹，不是文件；请写出其中的文件（如 {path}/*.txt），或使用 `minutes index`",
    "permission": "没有读取这个文件的权限；请取得读取权限，或复制到可读取的位置",
    "unreadable": "无法读取这个文件（{reason}）；请检查磁盘或网络共享后重试",
    "large": "文件有 {size} MB，超过上限 {limit} MB；请拆分，或检查是否选错了文件",
    "binary": "这是{what}，不是纯文本；{remedy}",
    "encoding": "字节不属于已知的任何编码（{tried}）；请另存为 UTF-8，或用 --encoding 指明编码",
    "wrong_encoding": "内容不是 {encoding} 编码（第 {position} 字节处出错）；请去掉 --encoding 自动识别，或换一个编码",
    "unknown_encoding": "没有名为 {encoding!r} 的编码；可用 utf-8、gb18030、big5、utf-16",
}
"""The sentences of `minutes_cli.sources.problems`, by the same codes and with the same details."""

BINARY_KINDS = {
    "pdf": (" PDF 文件", "请复制出文字，或用 `pdftotext` 转换，另存为 UTF-8 文本"),
    "docx": " Word 文档（.docx）",
    "doc": "旧版 Word 或 WPS 文档（.doc、.wps）",
    "ofd": " OFD 文档",
    "spreadsheet": "电子表格（.xlsx）",
    "slides": "演示文稿（.pptx）",
    "rtf": " RTF 文档",
    "image": ("图片", "请先识别文字（OCR），另存为 UTF-8 文本"),
    "archive": ("压缩包", "请先解压，再写出其中的文本文件"),
    "program": ("程序文件", "请检查是否选错了文件"),
    "other": ("二进制文件", "请检查是否选错了文件，或另存为 UTF-8 文本"),
}
_SAVE_AS_TEXT = "请打开后另存为纯文本（UTF-8）"


@cache
def is_chinese() -> bool:
    """Whether messages are to be Chinese: the first of LC_ALL, LC_MESSAGES, LANG that is set begins with ``zh``."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return value.lower().startswith("zh")
    if os.name == "nt":
        import locale

        return (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))
    return False


def say(english: str, chinese: str) -> str:
    """The one of the two that the reader's locale asks for."""
    return chinese if is_chinese() else english


def sentence(error: MinutesError) -> str:
    """The sentence of `error` in the reader's language."""
    if isinstance(error, SourceError) and error.code in PROBLEMS and is_chinese():
        details = dict(error.details)
        if error.code == "binary":
            named = BINARY_KINDS[str(details["kind"])]
            details["what"], details["remedy"] = (named, _SAVE_AS_TEXT) if isinstance(named, str) else named
        return PROBLEMS[error.code].format(**details)
    return str(error)
