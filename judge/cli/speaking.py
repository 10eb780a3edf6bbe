"""Which language the tool speaks: what ``--ui`` says, else what the environment speaks."""

import locale
import os
from collections.abc import Sequence

from judge.views.words.both import Ui

_OPTION = "--ui"


def ui_language(wanted: Ui | None) -> Ui:
    """``zh`` or ``en``: the one *wanted*, else the environment's."""
    if wanted:
        return wanted
    spoken = next(filter(None, (os.environ.get(v) for v in ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    return "zh" if (spoken or locale.getlocale()[0] or "").casefold().startswith("zh") else "en"


def ui_asked(arguments: Sequence[str]) -> Ui:
    """The language of a command line nobody has parsed yet: what is wrong with it must be said in one.

    The last ``--ui`` counts, as it does for the parser; where it names no language of ours, the environment's is taken.
    """
    given = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    wanted = ""
    for argument, following in zip(given, [*given, ""][1:], strict=True):
        name, equals, value = argument.partition("=")
        if name == _OPTION:
            wanted = value if equals else following
    return ui_language("zh" if wanted == "zh" else "en" if wanted == "en" else None)
