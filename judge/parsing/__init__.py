"""Read the verdicts a judge was asked for, or say by name why there is none."""

from judge.parsing.classes import CLASSES, STATE_OF
from judge.parsing.envelope import MAX_BYTES, open_reply
from judge.parsing.evidence import evidence_found, quotes_of
from judge.parsing.guard_form import GuardTerms, read_guard
from judge.parsing.likelihoods import answer_likelihoods, likelihoods_in
from judge.parsing.reader import READER_VERSION, READERS, read_reply
from judge.parsing.reading import Reading, Verdict

__all__ = [
    "CLASSES",
    "MAX_BYTES",
    "READERS",
    "READER_VERSION",
    "STATE_OF",
    "GuardTerms",
    "Reading",
    "Verdict",
    "answer_likelihoods",
    "evidence_found",
    "likelihoods_in",
    "open_reply",
    "quotes_of",
    "read_guard",
    "read_reply",
]
