"""The command line: one file a command, and the only place that prints.

Data goes to stdout, everything else to stderr. Exit codes: 0 ok, 1 failed, 2 usage, 3 findings at or above
``--fail-on``, 4 some inputs of several failed, 130 interrupted; a closed pipe is quiet.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments name, and leave with its exit code."""
    try:
        from minutes_cli.cli.run import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
