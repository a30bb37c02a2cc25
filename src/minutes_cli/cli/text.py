"""`minutes text`: the source text, exactly as spans count it."""

from __future__ import annotations

import click

from minutes_cli.cli.inputs import Inputs
from minutes_cli.cli.messages import say
from minutes_cli.cli.options import encoding_option, files_argument, output_option, talk_options
from minutes_cli.cli.output import Sink
from minutes_cli.cli.talk import Talk


@click.command(
    help=say(
        """Print the text that spans count, in UTF-8: decoded, without BOM, carriage returns and zero-width characters.

        \b
        minutes text 纪要.txt
        minutes text 纪要.txt | python3 -c 'import sys; print(sys.stdin.read()[120:140])'
        """,
        """以 UTF-8 打印各处位置所依据的原文：已解码，去掉 BOM、回车和零宽字符。

        \b
        minutes text 纪要.txt
        minutes text 纪要.txt | python3 -c 'import sys; print(sys.stdin.read()[120:140])'
        """,
    )
)
@files_argument
@output_option
@encoding_option
@talk_options
def text(files: tuple[str, ...], output: str | None, encoding: str | None, talk: Talk) -> int:
    """Write the text of each file, one after the other."""
    sink = Sink(output)
    code = Inputs(files, encoding, talk).each(lambda source: sink.write(source.text.encode()))
    sink.close()
    return code
