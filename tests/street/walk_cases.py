"""A command, what it printed, and a server that answers as it is told."""

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from judge.cli.app import run as judge
from judge.results import agreement, report
from judge.results.labelling import Labels
from judge.store.run import read_run
from judge.testing import Canned
from judge.testing.answering import asked, verdict_reply
from judge.views.html import render


def said(*command):
    """Exit code, document or text of stdout, and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = judge([str(part) for part in command])
    text = out.getvalue()
    return code, json.loads(text) if text.startswith("{") else text, err.getvalue()


def done(*command):
    """What a command that must end well printed."""
    code, printed, err = said(*command)
    assert code == 0, err
    return printed


def answering(choose):
    """A judge that gives what *choose* says of the case in front of it and the dimension; ``None`` is cut off."""

    def reply(body):
        (line,) = [line for line in body["messages"][-1]["content"].splitlines() if line.startswith("{")]
        wanted = asked(body["messages"])
        answers = {d.id: choose(json.loads(line), d.id) for d in wanted.dimensions}
        if None in answers.values():
            return Canned.ok('{"token": "', finish_reason="length")
        return Canned.ok(verdict_reply(wanted, lambda name, _: answers[name]))

    return reply


def pages(folder, labels):
    """The page of a run in English and in Chinese, written once and put in words twice; 100 replicates."""
    run = read_run(folder)
    found = Labels(run, labels)
    made = report(run, found, table=agreement(run, labels, replicates=100))
    return {ui: render(made, ui=ui) for ui in ("en", "zh")}


def table_of(path):
    """The rows of a file of comma-separated values."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
