"""``judge rationales``: what judges' reasons are worth, and a second judge that assesses them."""

import json
from contextlib import chdir
from pathlib import Path

import pytest
from cli_cases import RUBRIC, a_reply, jsonl, number, ran, some_responses

from judge.cli.app import run as cli
from judge.evaluation import prepare
from judge.library import load_rubric
from judge.models.scripted import ScriptedModel
from judge.results import write_report
from judge.results.rationales import _by_question, _notes
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.store.reasons import Reason
from judge.store.run import read_run
from judge.testing import LoopbackServer
from judge.testing.standin import StandIn

N = 6
ENDS = ("The answer is yes.", "So the answer is no.", "It is.")


def replies(messages):
    """The quote is always there; the conclusions take turns."""
    return a_reply(messages, rationale=f"It hears the person. {ENDS[number(messages) % 3]}")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Six responses, one judge asked in two ways: one shows the steps (of which this rubric has none), one does not."""
    folder = tmp_path_factory.mktemp("reasons")
    with chdir(folder):
        job = prepare(
            some_responses(N),
            RUBRIC,
            ["strict=openai/m", "baseline/always-pass"],
            models={"strict": ScriptedModel(replies)},
            ask=["expert_chain", "rule_based"],
            canaries=False,
        )
        job.run("run")
    return folder


@pytest.fixture(autouse=True)
def there(made, monkeypatch):
    monkeypatch.chdir(made)


def test_the_document_has_a_row_for_each_judge_way_question_check_and_outcome(capsys):
    """Shares with their counts and intervals; a baseline gives no reasons and has no rows."""
    document = ran(capsys, "rationales", "run", "--json").document

    rows = {(r["ask"], r["dimension"], r["check"], r["outcome"]): r for r in document["rows"]}
    assert {r["judge"] for r in document["rows"]} == {"strict"}
    assert rows["expert_chain", "warm", "conclusion", "other"]["count"] == 2
    assert rows["rule_based", "pooled", "conclusion", "undecided"]["of"] == 2 * N
    assert rows["expert_chain", "warm", "evidence", "exact"]["share"] == 1
    assert rows["expert_chain", "pooled", "evidence", "exact"]["of"] == N
    assert document["panels"][0]["left_out"] == {"evidence:not_asked": N, "steps:no_chain": 2 * N}
    assert document["reviewed"] is False


def test_people_read_it_in_both_languages(capsys):
    """The same table, and under it what it can and cannot tell."""
    english, chinese = ran(capsys, "rationales", "run"), ran(capsys, "rationales", "run", "--ui", "zh")

    assert "undecided, and never count as consistent" in " ".join(english.out.split())
    assert "绝不算作一致" in chinese.out
    assert "该问题没有推理步骤" in chinese.out
    assert english.code == chinese.code == 0


def test_reasons_become_responses_that_say_where_they_come_from(capsys, tmp_path):
    """The first judge is the candidate, by its way of asking where it has two; a judge of these sees neither."""
    done = ran(capsys, "rationales", "run", "-o", tmp_path / "reasons.jsonl", "--json")

    written = jsonl((tmp_path / "reasons.jsonl").read_text(encoding="utf-8"))
    assert done.document["responses"] == len(written) == 2 * 2 * N
    first = written[0]
    assert first["id"] == first["tags"]["of"] == "r0|cold|strict|expert_chain|0"
    assert (first["candidate"], first["tags"]["judge"], first["tags"]["ask"]) == (
        "strict · expert_chain", "strict", "expert_chain",
    )  # fmt: skip
    assert (first["scenario_id"], first["tags"]["judged"]) == ("s0", "alder")
    assert first["turns"][0]["content"].splitlines() == [
        "Question: Is it cold?",
        "Answers on offer: yes | no | not_applicable | unclear",
        "What was assessed: the last turn.",
    ]
    assert first["turns"][1:] == [
        {"role": "user", "content": "I feel low 0"},
        {"role": "assistant", "content": "I hear you 0"},
    ]
    assert first["response"] == "Reasons: It hears the person. The answer is yes.\nAnswer: yes"
    assert "Quoted as evidence: “I hear you”" in written[1]["response"]
    assert not any("expert_chain" in line["response"] + str(line["turns"]) for line in written)


def test_a_second_judge_assesses_them_and_its_shares_are_by_judge_and_way_of_asking(capsys, monkeypatch, tmp_path):
    """The whole way: reasons out, judged with the rubric for reasons, its table and page a column for each way."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    ran(capsys, "rationales", "run", "-o", tmp_path / "reasons.jsonl")
    with LoopbackServer(StandIn(seed=3)) as server:
        judge = ["-r", "rationale", "-j", "openai/second", "--api-base", server.url, "--min-coverage", "0"]
        assert cli(["evaluate", str(tmp_path / "reasons.jsonl"), *judge, "-o", str(tmp_path / "second"), "--json"]) == 0
        prompts = [body["messages"] for body in server.seen]

    assert all("You assess the reasons." in messages[0]["content"] for messages in prompts)
    canaries = json.loads(capsys.readouterr().out)["canaries"]
    assert (canaries["status"], canaries["asked"]) == ("passed", 5)
    rows = ran(capsys, "scores", tmp_path / "second", "--json").document["rows"]
    asked = {(r["candidate"], r["dimension"]): r["asked"] for r in rows if r["dimension"] != "total"}
    assert asked == {
        (f"strict · {way}", d): 2 * N
        for d in ("rational", "traceable", "consistent")
        for way in ("expert_chain", "rule_based")
    }
    page = write_report(read_run(tmp_path / "second")).read_text(encoding="utf-8")
    scores = page[page.index('<section id="scores"') : page.index('<section id="agreement"')]
    assert "strict · expert_chain" in scores
    assert "strict · rule_based" in scores


def test_the_page_shows_the_shares_of_each_judge_and_way(tmp_path):
    """A section of its own, in both languages, drawn and in words; the checks hold no text of a case."""
    for ui, heading, share in (("en", "Reasons", "33 %"), ("zh", "评判理由", "33%")):
        page = write_report(read_run("run"), path=tmp_path / f"{ui}.html", ui=ui).read_text(encoding="utf-8")
        section = page[page.index('<section id="rationales"') : page.index('<section id="cases"')]
        assert heading in section
        assert section.count("<strong>100") >= 2
        assert f"<strong>{share}" in section
        assert "strict · rule_based" in section
        assert "I hear you" not in section


def test_a_run_without_reasons_says_so(capsys, tmp_path):
    """No table of dashes: one sentence, on the terminal and on the page."""
    with chdir(tmp_path):
        prepare(some_responses(2), RUBRIC, ["baseline/always-pass"]).run("bare")
        done = ran(capsys, "rationales", "bare")
        page = Path(write_report(read_run("bare"))).read_text(encoding="utf-8")

    assert "no judgment of this run has reasons" in done.err
    assert "No judge of this run gave reasons" in page


def test_a_folder_in_place_of_a_file_is_no_bug_of_ours(capsys):
    """The folder one is in has no name to write beside."""
    done = ran(capsys, "rationales", "run", "-o", ".")

    assert (done.code, "cannot write '.': Is a directory" in done.err) == (5, True)


def test_imported_judges_are_named_without_a_way_of_asking():
    """Nobody here asked them."""
    row = {"judge": "gpt", "ask": "", "left_out": {"conclusion:shared": 4, "steps:not_known": 6}}

    assert _notes([row]) == [
        "judge 'gpt': 4 answers share one text of reasons with others",
        "judge 'gpt' was asked elsewhere: whether its prompts showed the steps is not known",
    ]
    assert _notes([row | {"ask": "mine"}])[0].startswith("judge 'gpt' (mine): 4 answers share")


def with_steps(dimension):
    return dimension.model_dump() | {"steps": [{"en": "Look for a feeling put into words", "zh": "找出说出的感受"}]}


def test_prompts_that_are_gone_are_not_known_to_have_shown_steps(capsys, tmp_path, monkeypatch):
    """A way of asking that was changed since is another one: nobody says what it showed."""
    own = tmp_path / "prompts" / "own"
    own.mkdir(parents=True)
    (own / "ask.yaml").write_text("like: expert_chain\n", encoding="utf-8")
    (own / "system.en.j2").write_text('{% extends "expert_chain/system.en.j2" %}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    models = {"strict": ScriptedModel(replies)}
    chain = Rubric.model_validate(RUBRIC.model_dump() | {"dimensions": [with_steps(RUBRIC.asked[0])]}, strict=False)
    prepare(some_responses(2), chain, ["strict=openai/m"], models=models, ask=["own"], canaries=False).run("r")
    shown = ran(capsys, "rationales", "r", "--json").document["panels"][0]
    (own / "system.en.j2").write_text('{% extends "rule_based/system.en.j2" %}', encoding="utf-8")

    gone = ran(capsys, "rationales", "r")

    assert shown["left_out"] == {}
    assert "its prompts are not here as they were" in gone.err


def reason(dimension, answer, *, unit="r1", state="scored", rationale="because"):
    response = Response(unit, "s1", "alder", (Turn("user", "x"),), "y")
    return Reason(response, "j", "way", 0, dimension, state, answer, rationale, None)


SEVERAL = Rubric.model_validate(
    {
        "id": "moves",
        "version": "1",
        "title": {"en": "Moves"},
        "dimensions": [
            {
                "id": "move",
                "name": {"en": "Move"},
                "question": {"en": "Which?"},
                "answers": ["asks", "reflects", "informs"],
                "choose": "any",
            },
            {"id": "warm", "name": {"en": "Warm"}, "question": {"en": "Warm?"}, "passes_on": ["yes"]},
        ],
    },
    strict=False,
)


def test_of_a_question_with_several_answers_one_reason_stands_for_all():
    """Its rows share their reasons: they are one judgment, and its answer is everything that was chosen."""
    rows = [reason("move.asks", "yes"), reason("move.informs", "yes"), reason("move.reflects", "no")]
    rows += [reason("warm", None, state="abstained"), reason("warm", "no", unit="r2")]

    found = [(r.response.id, d.id, answer) for r, d, answer in _by_question(SEVERAL, rows)]

    assert found == [("r1", "warm", "unclear"), ("r1", "move", "asks, informs"), ("r2", "warm", "no")]


def test_what_a_tree_derives_repeats_reasons_unless_the_class_itself_was_asked():
    """Node by node the reasons are the nodes'; asked at once they are the class's."""
    tree = load_rubric("dialogue_safety")
    first = tree.asked[0]
    node = [reason(first.id, first.answer_ids[0]), reason(tree.id, first.answer_ids[0])]

    assert [d.id for _, d, _ in _by_question(tree, node)] == [first.id]
    assert [d.id for _, d, _ in _by_question(tree, node[1:])] == [tree.id]
