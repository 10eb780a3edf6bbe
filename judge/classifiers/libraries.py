"""Libraries that only classifiers need: loaded when one is trained or asked, named when one is missing."""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from judge.errors import SettingsError

_QUIET = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Read by these libraries at import: nothing is reported to anybody, and nothing is drawn on the screen."""


def check_encoder() -> None:
    """Find out early whether what an encoder needs is there.

    Raises:
        SettingsError: It is not installed.
    """
    for name in ("torch", "transformers"):
        if find_spec(name) is None:
            raise SettingsError(
                f"an encoder needs {name}, which is not installed", hint="pip install 'psyjudge[encoder]'"
            )


def check_tfidf() -> None:
    """Find out early whether what ``baseline/tfidf`` needs is there.

    Raises:
        SettingsError: It is not installed.
    """
    if find_spec("sklearn") is None:
        raise SettingsError("tfidf needs scikit-learn, which is not installed", hint="pip install 'psyjudge[tfidf]'")


def import_torch() -> Any:  # the module, which has no types here
    """Torch, which takes seconds to load.

    Raises:
        SettingsError: It is not installed.
    """
    check_encoder()
    return import_module("torch")


def import_transformers() -> Any:  # the module, which has no types here
    """Transformers, told to be quiet.

    Raises:
        SettingsError: It is not installed.
    """
    check_encoder()
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    library = import_module("transformers")
    library.logging.set_verbosity_error()
    library.logging.disable_progress_bar()
    return library
