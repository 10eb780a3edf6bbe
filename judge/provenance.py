"""What produced a figure: our version, and those of everything that took part."""

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

_TOOK_PART = (
    "psyjudge",
    "litellm",
    "aiohttp",
    "orjson",
    "uvloop",
    "jinja2",
    "pydantic",
    "tenacity",
    "pandas",
    "numpy",
    "scipy",
    "krippendorff",
    "ruamel.yaml",
    "scikit-learn",
    "torch",
    "transformers",
    "tokenizers",
)


def versions() -> dict[str, str]:
    """Versions of Python, psyjudge and the libraries that take part; an absent one is left out."""
    found = {"python": platform.python_version()}
    return found | {name: installed for name in _TOOK_PART if (installed := _installed(name)) is not None}


@cache
def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
