"""No planted secret is found in any file, table, message or export, however a study fails."""

import json
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow.parquet
import pytest
from faults_cases import LABELS, RUBRIC, figures, ran, write_jsonl
from secrets_cases import ERRORS, PLANTED, REPLIES, SETTINGS

from judge.testing import LoopbackServer

ONE = [{"id": "r0", "candidate": "alder", "context": "Long day.", "response": "I hear you.", "language": "en"}]


def planted(patch):
    """The secrets in the environment, and a study in the working directory."""
    for name, value in PLANTED.items():
        patch.setenv(name, value)
    Path("small.yaml").write_text(RUBRIC, encoding="utf-8")
    write_jsonl("responses.jsonl", ONE)
    write_jsonl("scenarios.jsonl", [{"id": "s0", "text": "Long day.", "language": "en"}])
    lines = ("response_id,dimension,rater,answer", "r0,warm,ann,no", "r0,warm,bo,no")
    Path("labels.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def study(monkeypatch):
    planted(monkeypatch)


@pytest.fixture(scope="module")
def scanned():
    """How many failing scenarios were really scanned, and how many secrets were found; printed when all have been."""
    count = Counter()
    yield count
    cells = len(PLANTED) * count["scenarios"]
    figures(f"S15 secrets: {cells} cells, 25 planted in {count['scenarios']} failing scenarios, {count['found']} found")


def artefacts(*said):
    """Every text that a study left behind, by where it is; what is packed is unpacked."""
    found = {f"message {n}": text for n, text in enumerate(said)}
    for file in (f for f in Path().rglob("*") if f.is_file()):
        if file.suffix == ".sqlite":
            with closing(sqlite3.connect(file)) as db:
                found[str(file)] = "\n".join(db.iterdump())
        elif file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as packed:
                found[str(file)] = "\n".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
        elif file.suffix == ".parquet":
            found[str(file)] = str(pyarrow.parquet.read_table(file).to_pylist())
        else:
            found[str(file)] = file.read_bytes().decode("utf-8", "replace")
    return found


def escaped(secret):
    """The ways in which a file may write it down."""
    return {secret, json.dumps(secret)[1:-1], secret.replace("/", "\\/"), secret.replace("/", "%2F")}


def leaks(found, *, beside=()):
    """Where a secret stands, among what was found."""
    return [
        (where, name)
        for where, text in found.items()
        if where not in beside
        for name, secret in PLANTED.items()
        if any(form in text for form in escaped(secret))
    ]


def searched(scanned, scenarios, found, *, beside=()):
    """The same after so many failing scenarios, counted."""
    leaked = leaks(found, beside=beside)
    scanned["scenarios"] += scenarios
    scanned["found"] += len(leaked)
    return [(place, name, where(found[place], PLANTED[name])) for place, name in leaked]


LOOKING = (
    ("scores", "run"),
    ("scores", "run", "--json"),
    ("agreement", "run", *LABELS, "--replicates", "100", "-o", "table.csv"),
    ("report", "run", *LABELS),
    ("export", "run", "-o", "judgments.jsonl", "--all"),
    *(("export", "run", "--what", "calls", "-o", f"calls.{form}") for form in ("jsonl", "csv", "xlsx", "parquet")),
)
"""What shows a run to people and programs."""


def looked_at():
    said = [ran(*command) for command in LOOKING]
    return [text for done in said for text in (done.out, done.err)]


@contextmanager
def telling(folder, canned):
    """A study before a server that answers each of so many models in its own way, and was really asked by each."""

    def reply(body):
        return canned[int(body["model"].removeprefix("m"))]

    with pytest.MonkeyPatch.context() as patch, LoopbackServer(reply) as server:
        patch.chdir(folder)
        planted(patch)
        yield server
        assert {body["model"] for body in server.seen} == {f"m{n}" for n in range(len(canned))}
        assert PLANTED["OPENAI_API_KEY"] in str(server.received[0].headers), "the key was really sent"


def models_at(url, count):
    return [
        {"name": f"j{n}", "model": f"openai/m{n}", "api_base": url, "api_key_env": "OPENAI_API_KEY"}
        for n in range(count)
    ]


def failing(folder, canned):
    """One study in which each of so many judges meets a failure of its own; everything that is then to be read."""
    with telling(folder, canned) as server:
        settings = {"judges": models_at(server.url, len(canned)), "reasks": 0, "canaries": False}
        Path("run.yaml").write_text(json.dumps(settings), encoding="utf-8")
        done = ran("evaluate", "responses.jsonl", "-r", "small.yaml", "-o", "run", "--settings", "run.yaml")
        assert done.code in (3, 6), done.err
        return artefacts(done.out, done.err, *looked_at())


def responding(folder, canned):
    """The same of so many candidates."""
    with telling(folder, canned) as server:
        Path("run.yaml").write_text(json.dumps({"models": models_at(server.url, len(canned))}), encoding="utf-8")
        done = ran("respond", "scenarios.jsonl", "--settings", "run.yaml", "-o", "said.jsonl")
        assert done.code in (3, 6), done.err
        looked = [ran("status", "said.run", *more) for more in ((), ("--json",))]
        return artefacts(done.out, done.err, *(text for look in looked for text in (look.out, look.err)))


def where(text, secret):
    """A little of what stands around it, for whoever must find out how it got there."""
    at = min(i for form in escaped(secret) if (i := text.find(form)) >= 0)
    return text[max(0, at - 120) : at + 20]


def test_what_an_error_echoes_is_to_be_read_nowhere(tmp_path, scanned):
    """Judges before servers that know all secrets and tell them, each in an error of its own."""
    found = failing(tmp_path, list(ERRORS.values()))

    assert searched(scanned, len(ERRORS), found) == []


def test_what_a_reply_quotes_is_to_be_read_nowhere(tmp_path, scanned):
    """A gateway that echoes its headers into a text must not make a published file of them."""
    found = failing(tmp_path, list(REPLIES.values()))

    assert searched(scanned, len(REPLIES), found) == []


@pytest.mark.parametrize("name", SETTINGS)
def test_a_file_that_holds_a_key_is_refused_without_repeating_it(name, study, scanned):
    key = PLANTED["OPENAI_API_KEY"]
    Path("run.yaml").write_text(SETTINGS[name].format(key=key), encoding="utf-8")

    done = ran("evaluate", "responses.jsonl", "-r", "small.yaml", "-o", "run", "--settings", "run.yaml")

    assert done.code == 2
    assert searched(scanned, 1, artefacts(done.out, done.err), beside=("run.yaml",)) == []


def test_candidates_whose_server_tells_all_leave_nothing_either(tmp_path, scanned):
    """The same errors, each before a candidate of its own."""
    found = responding(tmp_path, list(ERRORS.values()))

    assert searched(scanned, len(ERRORS), found) == []


def test_the_scan_finds_a_planted_secret_wherever_one_is_put(study):
    """A test that cannot fail is none: each kind of file is searched."""
    secret = PLANTED["MISTRAL_API_KEY"]
    ran("evaluate", "responses.jsonl", "-r", "small.yaml", "-j", "baseline/always-fail", "-o", "run")
    with closing(sqlite3.connect("run/judgments.sqlite")) as db:
        db.execute("UPDATE judgments SET rationale = ?", (secret,))
        db.commit()
    for form in ("jsonl", "csv", "xlsx", "parquet"):
        ran("export", "run", "-o", f"out.{form}")
    found = {place for place, _ in leaks(artefacts())}

    assert {"run/judgments.sqlite", *(f"out.{form}" for form in ("jsonl", "csv", "xlsx", "parquet"))} <= found


def test_there_are_sixty_scenarios_and_twenty_five_secrets():
    assert (len(PLANTED), len(ERRORS) + len(REPLIES) + len(SETTINGS)) == (25, 60)
