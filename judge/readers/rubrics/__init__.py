"""Rubrics that others have written down in files of their own: one function a format, from a path to our fields."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from judge.readers.rubrics.vera_mh import read_vera_rubric

Fields = dict[str, Any]  # as a rubric's YAML holds them
RubricReader = Callable[[Path, str, list[str]], Fields]
"""From a file, the language of its texts, and where to say what was found out."""

RUBRIC_READERS: Mapping[str, RubricReader] = MappingProxyType({"vera-mh": read_vera_rubric})
"""By the name that ``judge rubrics import --from`` takes."""

__all__ = ["RUBRIC_READERS", "Fields", "RubricReader"]
