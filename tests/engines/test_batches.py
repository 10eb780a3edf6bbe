"""Questions by the batch: the same as at once, round by round, within limits of size and money."""

import json
from threading import Thread

import pytest
from batch_cases import Served, responses, rubric, says_yes, states

from judge.cli.estimates import show_estimates
from judge.cli.showing import Screen
from judge.engines.base import Stop
from judge.errors import StorageError
from judge.evaluation import prepare
from judge.evaluation.estimating import estimate
from judge.judges.llm import LLMJudge
from judge.store import batches, emptying
from judge.store.forgetting import forget
from judge.store.run import read_run
from judge.testing import Canned, LoopbackServer
from judge.testing.answering import asked, verdict_reply

SECRET = 'planted "quoted" /密钥/ 000111'


def test_a_batch_gives_what_the_wire_gives(tmp_path):
    """The same questions, byte for byte, the same verdicts, the same ids: only the way there differs."""
    with Served(tmp_path / "batch") as served:
        by_batch = served.evaluate()
        sent = [json.loads(line)["body"] for line in served.batches.files["file-0"].splitlines()]
    with Served(tmp_path / "wire") as served, LoopbackServer(says_yes) as server:
        judge = LLMJudge("openai/gpt-4o-mini", name="llm", ask="expert_chain", api_base=server.url)
        job = prepare(responses(), rubric(), [judge], canaries=False, route="direct")
        # The token is the run's own: both have the secret of the first.
        at_once = _with_secret_of(served.folder, tmp_path / "batch" / "run", job)

    assert sorted(map(json.dumps, sent)) == sorted(map(json.dumps, server.seen))
    same = ("response_id", "dimension", "state", "answer", "attempt", "rationale")
    rows = [[tuple(row[k] for k in same) for row in run.judgment_rows()] for run in (by_batch, at_once)]
    assert rows[0] == rows[1]
    ids = [{row["call_id"] for row in run.call_rows()} for run in (by_batch, at_once)]
    assert ids[0] == ids[1]
    assert {row["route"] for row in by_batch.call_rows()} == {"batch"}


def _with_secret_of(folder, other, job):
    from contextlib import closing  # noqa: PLC0415 - here alone

    from judge.store.folder import make_folder  # noqa: PLC0415
    from judge.store.schema import connect  # noqa: PLC0415

    make_folder(folder)
    with closing(connect(other)) as first, closing(connect(folder, write=True)) as second:
        (secret,) = first.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()
        second.execute("INSERT INTO meta VALUES ('secret', ?)", (secret,))
    return job.run(folder).run


def test_what_waits_for_an_answer_is_asked_in_the_next_round_and_what_does_not_at_once(tmp_path):
    """Dimension by dimension, a gate costs a round, and nothing else does."""

    def picks(body):
        mine = asked(body["messages"])
        yes = int(mine.response.split(",")[1].strip(" .")) % 2 == 0
        return Canned.ok(verdict_reply(mine, lambda *_: "yes" if yes else "no"))

    with Served(tmp_path / "gate", picks) as served:
        gated = served.evaluate(by=rubric(gate=True, per="dimension"))
        gate_lines = [record["lines"] for record in served.records()]
    with Served(tmp_path / "plain", picks) as served:
        served.evaluate(by=rubric(per="dimension"))
        plain_lines = [record["lines"] for record in served.records()]

    assert gate_lines == [6, 3]
    assert plain_lines == [12]
    assert states(gated) == {"scored": 9, "not_applicable:gate": 3}


def test_an_unreadable_reply_to_a_whole_rubric_is_split_in_the_end(tmp_path):
    """The ladder is the same as on the wire: asked again twice, then question by question, in one round."""

    def stumbles(body):
        return Canned.ok("Hm.") if len(asked(body["messages"]).dimensions) > 1 else says_yes(body)

    with Served(tmp_path, stumbles) as served:
        run = served.evaluate(responses(2))
        lines = [record["lines"] for record in served.records()]

    assert lines == [2, 2, 2, 4]
    assert states(run) == {"scored": 4}


def test_files_stay_within_the_provider_s_limits(tmp_path, monkeypatch):
    """So many lines, so many bytes; all files of a round are waited for together."""
    monkeypatch.setattr(batches, "MOST_LINES", 4)
    with Served(tmp_path / "lines") as served:
        run = served.evaluate(responses(9))
        by_lines = [record["lines"] for record in served.records()]
    monkeypatch.setattr(batches, "MOST_BYTES", 7_000)
    with Served(tmp_path / "bytes") as served:
        served.evaluate(responses(5))
        sizes = [record["size"] for record in served.records()]

    assert by_lines == [4, 4, 1]
    assert states(run) == {"scored": 18}
    assert len(sizes) > 2
    assert max(sizes) <= 7_000


def test_half_the_price_is_counted(tmp_path):
    """A call costs what the list says of batches, and the limit is kept at that price."""
    with Served(tmp_path) as served:
        run = served.evaluate()

    for row in run.call_rows():
        usd = (row["prompt_tokens"] * 0.15 + row["completion_tokens"] * 0.60) / 1e6
        assert row["cost_usd"] == pytest.approx(usd / 2)


def test_max_cost_is_kept_before_anything_is_handed_in(tmp_path):
    """Only what surely fits is asked; the next round asks what the first turned out to leave room for."""
    with Served(tmp_path / "none") as served:
        nothing = served.job(max_cost=1e-6).run(served.folder)
        asked_for_nothing = served.batches.requests["upload"]
    with Served(tmp_path / "some") as served:
        some = served.job(max_cost=0.0007).run(served.folder)
        spent = sum(row["cost_usd"] for row in some.run.call_rows())
        rounds = len(served.records())

    assert nothing.stopped == "max_cost"
    assert asked_for_nothing == 0
    assert spent <= 0.0007
    assert rounds >= 1
    assert served.batches.asked.total() < 6 or some.stopped is None


def test_folders_and_files_are_the_owner_s_alone(tmp_path):
    """They hold what people wrote."""
    with Served(tmp_path) as served:
        served.evaluate()

    place = served.folder / "batches"
    assert place.stat().st_mode & 0o777 == 0o700
    assert {f.stat().st_mode & 0o777 for f in place.iterdir()} == {0o600}
    assert {f.name for f in place.iterdir()} == {"0001-llm.jsonl", "0001-llm.json", "0001-llm.output.jsonl"}


def test_a_forgotten_response_leaves_the_batches_too(tmp_path):
    """Neither the question about it nor the answer to that stays in the folder."""
    with Served(tmp_path) as served:
        served.evaluate()
        forget(served.folder, "r2")
        left = "".join(f.read_text() for f in (served.folder / "batches").iterdir())
        run = served.evaluate(responses()[:2] + responses()[3:])

    assert "I hear you, 2." not in left
    assert "I hear you, 3." in left
    assert left.count("custom_id") == 10
    assert states(run) == {"scored": 10}


@pytest.fixture
def out(tmp_path):
    """A batch that is out: handed in, and its answers not fetched yet."""
    with Served(tmp_path, polls=1, reply=lambda _: Canned.ok(f"of a person {SECRET}")) as served:
        stop = Stop()
        Thread(target=lambda: served.looked_at.wait(30) and stop.ask("interrupted"), daemon=True).start()
        served.job(responses(3), poll=0.1, reasks=0).run(served.folder, stop=stop)
        yield served


def lying_there(served):
    return {f.name: f.read_text() for f in sorted((served.folder / "batches").iterdir())}


def test_what_is_forgotten_while_a_batch_is_out_does_not_come_back_with_it(out):
    """Answers about it are counted, and not kept; the others are read."""
    (gone,) = [batches.id_in(line) for _, line in batches.lines_of(next(out.folder.glob("batches/*.jsonl")))
               if b"I hear you, 2." in line]  # fmt: skip
    forget(out.folder, "r2")
    run = out.evaluate(responses(2), reasks=0)

    assert gone not in "".join(lying_there(out).values())
    assert lying_there(out)["0001-llm.output.jsonl"].count("custom_id") == 2
    assert out.records()[0]["counts"] == {"answered": 2, "foreign": 1}
    assert states(run).total() == 4


def test_forgetting_that_was_interrupted_shifts_no_answer(out, monkeypatch):
    """Killed at any of its writes: the next start finishes it, or the response is judged as if nothing had been."""
    with monkeypatch.context() as patch:
        patch.setattr(emptying, "write_private", broken)
        with pytest.raises(StorageError):
            forget(out.folder, "r0")
    (between,) = batches.unread(out.folder)
    emptying.tidy(out.folder)
    (after,) = batches.unread(out.folder)

    assert len(between.gone) == 1
    assert (after.gone, len(after.asked)) == ([], 2)
    assert len(batches.ids_of(out.folder, after)) == 2
    out.evaluate(responses(3), reasks=0)
    assert out.records()[0]["counts"] == {"answered": 2, "foreign": 1}


def broken(*_):
    raise StorageError("the disk is gone", hint="none")


def test_lines_nobody_can_attribute_go_with_whatever_is_forgotten(tmp_path):
    """A cut line may be about the one that is to be forgotten."""
    with Served(tmp_path) as served:
        served.evaluate()
        with (served.folder / "batches" / "0001-llm.output.jsonl").open("a") as file:
            file.write('{"custom_id": "of nobody"}\n{"custom_id": "half a person')
        forget(served.folder, "r2")

    text = lying_there(served)["0001-llm.output.jsonl"]
    assert "of nobody" not in text
    assert "half a person" not in text
    assert text.count("custom_id") == 5


def test_a_file_without_a_question_is_not_handed_in(tmp_path):
    """Nothing is left of a batch whose every response was forgotten before it went out."""
    with Served(tmp_path) as served:
        served.evaluate(responses(1), batch_files=True)
        forget(served.folder, "r0")
        left = lying_there(served)
        served.evaluate(responses(2)[1:])

    assert left == {}
    assert served.batches.requests["upload"] == 1


def test_no_secret_that_a_server_echoes_is_kept_with_the_answers(out, monkeypatch):
    """However JSON writes it down; it would lie in the folder for as long as the run."""
    monkeypatch.setenv("MY_GATEWAY_SECRET", SECRET)
    out.evaluate(responses(3), reasks=0)

    text = lying_there(out)["0001-llm.output.jsonl"]
    assert text.count("of a person [redacted]") == 3
    assert json.dumps(SECRET)[1:-1] not in text


def test_known_cases_are_asked_at_once_and_the_data_by_the_batch(tmp_path):
    """A judge that fails them should be seen to within minutes, not after a day."""
    with Served(tmp_path) as served:
        before = served.server.requests
        run = served.evaluate(canaries=True)
        at_once = served.server.requests - before

    routes = {row["route"] for row in read_run(served.folder / "canaries").call_rows()}
    assert at_once > 0
    assert "batch" not in routes
    assert {row["route"] for row in run.call_rows()} == {"batch"}


@pytest.mark.parametrize(("ui", "said"), [("en", "within a day"), ("zh", "一天之内")])
def test_a_dry_run_promises_a_batch_within_a_day(tmp_path, capsys, ui, said):
    """How many calls may be in flight has nothing to do with it."""
    with Served(tmp_path) as served:
        found = estimate(served.job(concurrency=1), served.folder)
    show_estimates({}, found, Screen(as_json=False, ui=ui))
    shown = capsys.readouterr()

    assert shown.err.count(said) == 1
    assert said.split()[0] in shown.out
    assert found[0].seconds == (0.0, 86_400.0)


def test_a_dry_run_shows_half_the_price(tmp_path):
    """For the batch that is asked for, and beside the full price for one that might be."""
    with Served(tmp_path) as served:
        by_batch, at_once = (estimate(served.job(engine=e), served.folder)[0] for e in ("batch", "local"))

    assert by_batch.calls == at_once.calls == 6
    assert by_batch.cost_usd == pytest.approx([usd / 2 for usd in at_once.cost_usd])
    assert at_once.batch_cost_usd == pytest.approx(by_batch.cost_usd)
