"""What produced a figure: our version, and those of everything that took part."""

import platform
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
)


def versions() -> dict[str, str]:
    """Versions of Python, psyjudge and the libraries that take part; an absent one is left out."""
    found = {"python": platform.python_version()}
    for name in _TOOK_PART:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
