"""Read the verdicts a judge was asked for, or say by name why there is none."""

from judge.parsing.classes import CLASSES, STATE_OF
from judge.parsing.envelope import MAX_BYTES
from judge.parsing.evidence import evidence_found, quotes_of
from judge.parsing.likelihoods import answer_likelihoods
from judge.parsing.reader import READER_VERSION, READERS, read_reply
from judge.parsing.reading import Reading, Verdict

__all__ = [
    "CLASSES",
    "MAX_BYTES",
    "READERS",
    "READER_VERSION",
    "STATE_OF",
    "Reading",
    "Verdict",
    "answer_likelihoods",
    "evidence_found",
    "quotes_of",
    "read_reply",
]
