"""Judgments made elsewhere, from any file: one function a format.

::

    path ─ IMPORTS[format] ─▶ Found (a response, a judge, a repeat, and a reply or an answer nobody has checked)
"""

from judge.readers.imports.detecting import IMPORTS, format_of
from judge.readers.imports.found import Beside, Found, Wanted

__all__ = ["IMPORTS", "Beside", "Found", "Wanted", "format_of"]
