"""Files become scenarios, responses and labels: one function a format, text kept as text.

::

    path ─ files.READERS ─▶ RawRow (a place, and names with values nobody has checked)
                              ├─ read_scenarios ─▶ Scenario
                              ├─ read_responses ─▶ Response
                              └─ read_labels ────▶ ExpertLabel
"""

from judge.readers.files import READERS
from judge.readers.labels import read_labels
from judge.readers.matching import match_labels
from judge.readers.material import ResponsesFile
from judge.readers.responses import read_responses
from judge.readers.row import RawRow
from judge.readers.scenarios import read_scenarios

__all__ = [
    "READERS",
    "RawRow",
    "ResponsesFile",
    "match_labels",
    "read_labels",
    "read_responses",
    "read_scenarios",
]
