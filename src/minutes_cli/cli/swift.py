"""Start-up: what other libraries load at the first call and this program never uses."""

from __future__ import annotations

import sys
from types import ModuleType


def leave_out_pydantic_plugins() -> None:
    """Keep pydantic from looking for plugins among all installed packages: a quarter of the time of a short run.

    Building the first model imports ``importlib.metadata`` (and with it ``email``, ``socket``, ``zipfile``) to ask
    every installed package whether it is a pydantic plugin. A command line has no use for one, so the loader module
    is given here, with no plugins in it. Should pydantic rename that module, this does nothing.
    """
    name = "pydantic.plugin._loader"
    if name not in sys.modules:
        loader = ModuleType(name, "No plugins.")
        vars(loader).update(get_plugins=tuple, _plugins={})
        sys.modules[name] = loader
