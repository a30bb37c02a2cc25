"""``python -m minutes_cli`` is ``minutes``."""

from __future__ import annotations

from minutes_cli.cli import main

main()
