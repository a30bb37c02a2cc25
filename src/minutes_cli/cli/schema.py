"""`minutes schema`: the JSON Schema of the output."""

from __future__ import annotations

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.options import output_option, talk_options
from minutes_cli.cli.output import Sink


@click.command(
    help=say(
        """Print the JSON Schema (2020-12) of what `minutes parse` prints.

        \b
        minutes schema > minutes.schema.json
        minutes schema | jq '."$defs".Deadline.properties | keys'
        """,
        """打印 `minutes parse` 输出的 JSON Schema（2020-12）。

        \b
        minutes schema > minutes.schema.json
        minutes schema | jq '."$defs".Deadline.properties | keys'
        """,
    )
)
@output_option
@talk_options
def schema(output: str | None, **_talk: object) -> None:
    """Write the schema."""
    from minutes_cli.writers.json import pretty
    from minutes_cli.writers.schema import minutes_schema

    sink = Sink(output)
    sink.write(pretty(minutes_schema()))
    sink.close()
