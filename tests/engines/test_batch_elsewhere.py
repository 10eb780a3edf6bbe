"""Batches at other places: providers of other kinds, files the user runs, and hosts nobody announced."""

import json

import pytest
from batch_cases import Served, responses, rubric, says_yes, states

from judge.cli.app import run as command
from judge.errors import SettingsError
from judge.evaluation import prepare
from judge.evaluation.asking_again import prepare_retry
from judge.judges.llm import LLMJudge
from judge.store import batches
from judge.testing import Canned, LoopbackServer


def test_no_request_goes_anywhere_but_to_the_announced_host(tmp_path):
    """A redirect is not followed: texts would go where nobody said."""
    with Served(tmp_path) as served, LoopbackServer(says_yes) as other:
        served.batches.instead("upload", *[Canned.redirected(f"http://localhost:{other.port}/v1/files")] * 9)
        run = served.evaluate()

    assert not other.paths
    assert states(run) == {"failed_transport:redirect": 12}


def test_where_there_is_no_batch_api_the_files_are_left(tmp_path):
    """A vLLM server answers 404 to that: the questions lie in the folder, and answers put beside them are read."""
    with LoopbackServer(says_yes) as server:
        judge = LLMJudge("hosted_vllm/small", name="own", ask="expert_chain", api_base=server.url)
        job = prepare(responses(3), rubric(), [judge], canaries=False, engine="batch", poll=0)
        first = states(job.run(tmp_path / "run").run)
        _answer_files(tmp_path / "run")
        run = job.run(tmp_path / "run").run

    assert first == {"cancelled:not_finished": 6}
    assert states(run) == {"scored": 6}
    assert server.requests == 0
    assert {row["endpoint_host"] for row in run.call_rows()} == {None}


def _answer_files(folder, name="{}.output.jsonl", reply=says_yes):
    """As ``vllm run-batch -i ... -o ...`` does."""
    for batch in batches.unread(folder):
        out = []
        for _, line in batches.lines_of(batch.file(folder)):
            question = json.loads(line)
            text = reply(question["body"]).text
            body = {"model": question["body"]["model"], "choices": [{"message": {"role": "assistant", "content": text},
                    "finish_reason": "stop"}], "usage": {"prompt_tokens": 9, "completion_tokens": 9}}  # fmt: skip
            out.append({"id": "vllm-1", "custom_id": question["custom_id"], "error": None,
                        "response": {"status_code": 200, "request_id": "1", "body": body}})  # fmt: skip
        file = folder / "batches" / name.format(batch.name)
        file.write_text("".join(json.dumps(line) + "\n" for line in out))


DATA = [{"id": f"r{i}", "candidate": "c", "context": "A hard week.", "response": f"I hear you, {i}.", "language": "en"}
        for i in range(3)]  # fmt: skip


def test_files_are_written_run_elsewhere_and_read_by_the_commands(tmp_path, capsys):
    """Without a server, an address or a key: each step says what the next one is."""
    data, answers = tmp_path / "my.jsonl", tmp_path / "run" / "batches" / "mine"
    data.write_text("".join(json.dumps(row) + "\n" for row in DATA))
    evaluate = [
        "evaluate", str(data), "-r", "psycrisis", "-j", "own=hosted_vllm/a/b", "-o", str(tmp_path / "run"),
        "--engine", "batch", "--batch-files", "--ui", "en",
    ]  # fmt: skip
    first = command(evaluate)
    said = capsys.readouterr().err
    _answer_files(tmp_path / "run", "mine")
    answers.write_text(answers.read_text() + '{"custom_id": "odd"}\n')
    brought = command(["batch", "collect", str(tmp_path / "run"), str(answers), "--ui", "en"])
    told = capsys.readouterr()
    second = command(evaluate)
    capsys.readouterr()
    shown = command(["batch", "status", str(tmp_path / "run"), "--json"])
    rows = json.loads(capsys.readouterr().out)["rows"]

    assert (first, brought, second, shown) == (6, 0, 0, 0)
    file = tmp_path / "run" / "batches" / "0001-own"
    assert f"vllm run-batch -i {file}.jsonl -o {file}.output.jsonl --model a/b" in said
    assert "judge batch collect" in said
    assert "3 answers for batch 0001-own" in told.out
    assert "1 line of" in told.err
    assert [(row["stage"], row["counts"]) for row in rows] == [("read", {"answered": 3})]


def test_what_files_left_unread_is_asked_again_at_once(tmp_path):
    """How the last start worked is no matter of a retry: it asks by itself, whatever was left to be run elsewhere."""
    with Served(tmp_path) as served:
        served.evaluate(batch_files=True)
        _answer_files(served.folder, reply=lambda _: Canned.ok("I'm sorry, I can't help with that."))
        before = states(served.evaluate(batch_files=True))
        job = prepare_retry(served.folder, ["refused_model"], judges=[served.judge()])
        job.execute()

    assert before == {"refused_model:refusal_text": 12}
    assert job.jobs[0].settings.batch_files is False
    assert job.became() == {("refused_model", "scored"): 12}


def test_answers_that_are_brought_leave_secrets_where_they_were(tmp_path, monkeypatch, capsys):
    """What stands in the user's own file is copied into the run without them."""
    monkeypatch.setenv("MY_GATEWAY_SECRET", "planted/value/000111")
    with Served(tmp_path) as served:
        served.evaluate(responses(1), batch_files=True)
    _answer_files(served.folder, "mine", reply=lambda _: Canned.ok("for planted/value/000111"))
    brought = command(["batch", "collect", str(served.folder), str(served.folder / "batches" / "mine")])
    capsys.readouterr()
    text = (served.folder / "batches" / "0001-llm.output.jsonl").read_text()

    assert brought == 0
    assert "for [redacted]" in text
    assert "planted" not in text


@pytest.mark.parametrize(
    ("model", "leave", "said"),
    [
        ("anthropic/claude-x", False, "takes no batches in OpenAI's shape"),
        ("anthropic/claude-x", True, "takes no batches in OpenAI's shape"),
        ("gemini/x", False, "takes no batches in OpenAI's shape"),
        ("deepseek/deepseek-chat", False, "is not known to have OpenAI's files and batches"),
    ],
)
def test_models_no_batch_can_reach_are_refused_before_anything_is_written(tmp_path, model, leave, said):
    """Plainly, with the way out."""
    judge = LLMJudge(model, name="llm", ask="expert_chain")

    with pytest.raises(SettingsError, match=said) as refused:
        prepare(responses(), rubric(), [judge], keys=False, engine="batch", batch_files=leave)

    assert "--engine batch" in refused.value.hint


def test_a_limit_on_cost_nobody_could_keep_is_refused_for_files_too(tmp_path):
    """Whoever runs the files pays for them: what may be asked is limited when they are written."""
    judge = LLMJudge("openai/nobody-knows", name="llm", ask="expert_chain")

    with pytest.raises(SettingsError, match="--max-cost cannot be kept"):
        prepare(responses(), rubric(), [judge], keys=False, engine="batch", batch_files=True, max_cost=1.0)


def test_azure_is_asked_in_its_own_words(tmp_path, monkeypatch):
    """Its addresses, its version, its key's header; its deployment stands for the model."""
    monkeypatch.setenv("AZURE_API_KEY", "azure-secret-key")
    with Served(tmp_path) as served:
        root = served.server.root
        judge = LLMJudge("azure/my-deployment", name="azure", ask="expert_chain", api_base=root)
        job = prepare(responses(2), rubric(), [judge], canaries=False, engine="batch", poll=0)
        run = job.run(served.folder).run
        lines = [json.loads(line) for line in served.batches.files["file-0"].splitlines()]

    assert states(run) == {"scored": 4}
    assert {line["url"] for line in lines} == {"/chat/completions"}
    assert {line["body"]["model"] for line in lines} == {"my-deployment"}
    assert any(path.startswith("/openai/batches?api-version=") for path in served.server.paths)
