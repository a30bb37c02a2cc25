"""What is said to people: Chinese where the locale is Chinese, else English. Keys and codes are always English."""

from __future__ import annotations

import os
from functools import cache

from minutes_cli.errors import MinutesError

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

INDEX_PROBLEMS = {
    "index_suffix": "{path} 的扩展名不对应任何索引格式；请用 .sqlite、.json、.jsonl 或 .yaml",
    "index_is_folder": "{path} 是文件夹；请写出索引文件名",
    "index_folder_missing": "{path}：没有文件夹 {folder}；请先建立",
    "index_twice": "{path}：一次只能写一个 SQLite 索引；请随后复制 {store}",
    "index_foreign": "{path} 已经存在，但不是索引；请换一个文件名，或先移走它",
    "index_missing": "没有索引 {path}；可用 `minutes index 文件夹 -o {path}` 建立",
    "index_none": "{path} 不是索引；可用 `minutes index 文件夹 -o 名称.sqlite` 建立",
    "index_version": "{path} 是第 {version} 版的索引；请重新建立",
    "index_no_text": "{path} 没有全文；请用 -o 名称.sqlite 建立索引",
    "archive_missing": "{path}：没有这个文件或文件夹；请检查路径，文件名中有空格时请加引号",
    "archive_closed": "{path}：没有读取权限；请取得读取权限",
    "archive_away": "{path}：无法读取；请检查磁盘或网络共享后重试",
    "archive_empty": "给出的路径中没有文档；请检查路径，或使用 --include",
    "busy": "另一个进程正在更新 {path}；请等待它结束，或停止它（已完成的工作会保留）",
    "disk_full": "{folder} 所在的磁盘已满；请腾出空间后再运行（原有索引未受影响）",
    "not_writable": "{folder} 不可写；请换一个文件夹，或取得写入权限",
    "write": "无法在 {folder} 写入索引（{reason}）；原有索引未受影响",
    "long_query": "查询超出了 SQLite 的限度；请缩短",
}
"""The sentences of the errors of `minutes_cli.index`, by their codes and with their details."""

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
    if not is_chinese():
        return str(error)
    if error.code in PROBLEMS:
        details = dict(error.details)
        if error.code == "binary":
            named = BINARY_KINDS[str(details["kind"])]
            details["what"], details["remedy"] = (named, _SAVE_AS_TEXT) if isinstance(named, str) else named
        return PROBLEMS[error.code].format(**details)
    if error.code in INDEX_PROBLEMS:
        return INDEX_PROBLEMS[error.code].format(**error.details)
    return str(error)
