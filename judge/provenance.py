"""What produced a figure: our version, and those of everything that took part."""

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

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
    """Its version by the head of its metadata: to read the whole, a README among it, takes ten times as long."""
    try:
        told = distribution(name)
    except PackageNotFoundError:
        return None
    head = (told.read_text("METADATA") or "").partition("\n\n")[0]
    found = next((line for line in head.splitlines() if line.startswith("Version:")), None)
    return told.version if found is None else found.removeprefix("Version:").strip()
