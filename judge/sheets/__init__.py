"""Blind labelling sheets for experts: out, and a look at what came back.

Reading a filled sheet is :func:`judge.readers.read_labels`, which turns its keys into response ids.
"""

from judge.sheets.checking import check_labels
from judge.sheets.table_file import excel_safe
from judge.sheets.writing import write_sheets

__all__ = ["check_labels", "excel_safe", "write_sheets"]
