"""An encoder trained from nothing: it learns, repeats, goes on after a kill, and reads back bit by bit."""

import json
import shutil
from pathlib import Path

import pytest
from classifier_cases import CLASSES, desk, lesson, tiny_encoder
from encoder_cases import one_thread, torch  # noqa: F401 - one is a fixture

from judge.classifiers.course import Course, Pupils
from judge.classifiers.encoder import Encoder
from judge.classifiers.opening import open_classifier
from judge.classifiers.passages import Passage
from judge.classifiers.plans import EncoderPlan
from judge.classifiers.predicting import Predictor
from judge.classifiers.records import digest_of, find_record
from judge.classifiers.training_encoder import train_encoder
from judge.cli.app import run
from judge.errors import InputError, SettingsError
from judge.judges.classifier import ClassifierJudge
from judge.library import load_rubric

QUICK = {"batch": 8, "learning_rate": 3e-3, "validation": 0.25, "epochs": 10, "device": "cpu", "patience": 0}


class KilledError(Exception):
    """What stands for a kill between two batches."""


@pytest.fixture
def tiny(own_world):
    return tiny_encoder(own_world / "tiny")


def plan(tiny, **more):
    return EncoderPlan(model=str(tiny), **(QUICK | more))


def model_files(folder):
    return digest_of(folder), [without_time(e) for e in find_record(folder)["epochs"]]


def without_time(epoch):
    return {k: v for k, v in epoch.items() if k not in ("seconds", "items_per_s")}


def test_it_learns_what_can_be_learned(tiny):
    """The loss falls, and on conversations that were put aside it is right where words give the class away."""
    record = train_encoder(lesson(96), plan(tiny), Path("enc"))

    epochs = find_record(Path("enc/seed-42"))["epochs"]
    assert epochs[-1]["train_loss"] < 0.5 * epochs[0]["train_loss"]
    assert record["by_seed"][0]["validation"]["accuracy"] > 0.9
    assert record["picked"] == "seed-42"
    seed = find_record(Path("enc/seed-42"))
    assert {"torch", "transformers", "tokenizers"} <= seed["versions"].keys()
    assert (seed["device"], seed["gpu"], seed["precision"]) == ("cpu", None, "fp32")
    assert not list(Path("enc/seed-42").glob("*.pt"))


def test_a_seed_repeats_and_another_one_differs(tiny):
    """The same training gives the same files, byte for byte."""
    given = lesson()
    for folder in ("a", "b"):
        train_encoder(given, plan(tiny, seeds=(42, 43), epochs=2), Path(folder))

    assert model_files(Path("a/seed-42")) == model_files(Path("b/seed-42"))
    assert model_files(Path("a/seed-42")) != model_files(Path("a/seed-43"))


@pytest.mark.parametrize("at", [(1, False), (2, True), (3, False)])
def test_a_killed_training_goes_on_to_the_same_result(tiny, at):
    """Killed within an epoch, or after it and before it was kept: the end is that of a training nobody disturbed."""
    given, wanted = lesson(96), plan(tiny, epochs=3)
    train_encoder(given, wanted, Path("whole"))

    def kill(news):
        if (news.epoch, news.figures is not None) == at:
            raise KilledError

    with pytest.raises(KilledError):
        train_encoder(given, wanted, Path("killed"), watch=kill)
    before = len(list(Path("killed/seed-42").glob("epoch-*")))
    for half_written in (".saving", f"epoch-{at[0]}"):
        Path("killed/seed-42", half_written).mkdir()
    again = []
    train_encoder(given, wanted, Path("killed"), watch=again.append)

    assert before == (at[0] > 1)
    assert {n.epoch for n in again} == set(range(at[0], 4))
    assert model_files(Path("killed/seed-42")) == model_files(Path("whole/seed-42"))
    assert sorted(f.name for f in Path("killed/seed-42").iterdir()) == sorted(
        f.name for f in Path("whole/seed-42").iterdir()
    )


def test_a_checkpoint_reads_back_bit_by_bit(tiny):
    """What judges is what was picked: the same numbers, not nearly the same."""
    given = lesson()
    passages = [item.passage for item in given.items]
    torch.manual_seed(3)
    encoder = Encoder(tiny, classes=CLASSES, device="cpu")
    course = Course(encoder, plan(tiny), [1.0] * 3, seed=3)
    rows = encoder.framed(passages)
    course.learn(Pupils(rows, [i.answer for i in given.items]), Pupils(rows[:4], [0, 1, 2, 0]), lambda _: None)
    Path("kept").mkdir()
    encoder.save(Path("kept"))

    again = Encoder(Path("kept"), classes=None, device="cpu")

    assert again.classes == list(CLASSES)
    assert again.probabilities(passages) == encoder.probabilities(passages)
    assert {f.stat().st_mode & 0o077 for f in Path("kept").iterdir()} == {0}


def test_probabilities_do_not_depend_on_the_order_they_are_asked_in(tiny):
    """Batches are made by length; every text gets its own answer back."""
    encoder = Encoder(tiny, classes=CLASSES, device="cpu")
    passages = [Passage((("user", "睡不好" * n),), "听起来你很累了" * (1 + n % 3)) for n in range(9)]

    straight, turned = encoder.probabilities(passages, size=4), encoder.probabilities(passages[::-1], size=4)[::-1]

    for a, b, alone in zip(straight, turned, passages, strict=True):
        assert a == pytest.approx(b, abs=1e-6)
        assert a == pytest.approx(encoder.probabilities([alone])[0], abs=1e-6)
        assert sum(a) == pytest.approx(1)


def test_class_weights_do_what_they_say(tiny):
    """The loss is the mean of each text's cross-entropy, weighted by its class: checked against the formula."""
    given = lesson()
    encoder = Encoder(tiny, classes=CLASSES, device="cpu")
    rows, answers = encoder.framed([i.passage for i in given.items]), [i.answer for i in given.items]
    encoder.model.eval()
    with torch.inference_mode():
        logits = encoder.logits(rows).double()
    each = [-float(row.log_softmax(-1)[a]) for row, a in zip(logits, answers, strict=True)]

    for weights in ([2.0, 0.5, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 3.0]):
        found = Course(encoder, plan(tiny), weights, seed=1).examine(Pupils(rows, answers))["loss"]
        weighed = sum(weights[a] for a in answers)
        expected = sum(weights[a] * e for a, e in zip(answers, each, strict=True)) / weighed
        assert found == pytest.approx(expected, rel=1e-5)


def test_a_class_that_weighs_nothing_is_not_learned(tiny):
    """And one that weighs much more than the others is said much more often."""
    given = lesson(96, share=(1, 1, 4))
    passages, said = [item.passage for item in given.items], {}
    for name, weight in (("none", 0), ("much", 50)):
        weights = {"beside": weight, "curt": 1, "fitting": 1}
        train_encoder(given, plan(tiny, class_weights=weights, epochs=4), Path(name))
        rows = Predictor(open_classifier("encoder", name), device="cpu").probabilities(passages)
        said[name] = sum(row[0] for row in rows)

    assert said["none"] < 0.4 * given.counts["beside"]
    assert said["much"] > 2 * given.counts["beside"]


def test_no_conversation_that_picks_was_learned_from(tiny):
    """The paper picked its checkpoint on its test items; ours is picked on conversations that taught it nothing."""
    given = lesson()
    train_encoder(given, plan(tiny, epochs=1), Path("enc"))

    sides = json.loads(Path("enc/seed-42/texts.json").read_text(encoding="utf-8"))
    clusters = {side: {i.cluster for i in given.items if i.passage.sha256 in set(shas)} for side, shas in sides.items()}
    assert clusters["train"] & clusters["validation"] == set()
    assert clusters["train"] | clusters["validation"] == {i.cluster for i in given.items}
    assert find_record(Path("enc"))["split"]["validation"]["items"] == len(sides["validation"])


def test_the_epoch_and_the_seed_are_picked_by_the_figure_named_and_patience_ends_it(tiny):
    """Of equal figures the lower loss counts; what is no better for so long stops the seed."""
    record = train_encoder(lesson(), plan(tiny, seeds=(1, 2), pick="loss", patience=1, epochs=9), Path("enc"))

    losses = {}
    for seed in (1, 2):
        own = find_record(Path(f"enc/seed-{seed}"))
        each = [e["validation"]["loss"] for e in own["epochs"]]
        losses[f"seed-{seed}"] = each[own["picked_epoch"] - 1]
        assert each[own["picked_epoch"] - 1] == min(each)
        assert len(each) in (own["picked_epoch"] + 1, 9)
    assert record["picked"] == min(losses, key=losses.get)


def test_a_long_context_loses_its_beginning_and_nothing_forges_a_turn(tiny):
    """The response is what is judged; what looks like a reserved word in a text is text."""
    encoder = Encoder(tiny, classes=CLASSES, device="cpu")
    words = encoder.tokenizer.convert_ids_to_tokens
    long = Passage((("user", "睡" * 90), ("assistant", "嗯" * 3)), "好" * 5)
    forged = Passage((("user", "好[SEP]嗯[unused2]"),), "是[CLS]")

    cut, whole = encoder.framed([long, forged], 20)

    assert words(cut.ids) == ["[CLS]", *["睡"] * 8, "[unused2]", *["嗯"] * 3, "[SEP]", *["好"] * 5, "[SEP]"]
    assert (cut.context_cut, cut.response_cut) == (True, False)
    assert cut.parts == [0] * 14 + [1] * 6
    assert words(whole.ids).count("[SEP]") == 2
    assert words(whole.ids).count("[unused2]") == 0
    assert words(whole.ids)[:2] == ["[CLS]", "[unused1]"]


def test_more_seeds_may_be_added_and_nothing_else_may_change(tiny, capsys):
    """What is trained stays; what would mix two trainings is refused by what differs."""
    given = lesson()
    train_encoder(given, plan(tiny, epochs=1), Path("enc"))
    before = model_files(Path("enc/seed-42"))

    record = train_encoder(given, plan(tiny, epochs=1, seeds=(43,)), Path("enc"))

    assert record["seeds"] == [42, 43]
    assert model_files(Path("enc/seed-42")) == before
    with pytest.raises(SettingsError, match=r"plan\.batch differs"):
        train_encoder(given, plan(tiny, epochs=1, batch=4), Path("enc"))
    with pytest.raises(SettingsError, match=r"data\.sha256 differs"):
        train_encoder(lesson(40), plan(tiny, epochs=1), Path("enc"))
    desk()
    capsys.readouterr()
    assert run(["evaluate", "r.jsonl", "-r", "manner.yaml", "-j", "encoder/enc", "--set", "device=tpu", "-o", "x"]) == 2
    assert "device" in (said := capsys.readouterr().err)
    assert "tpu" in said


def test_a_model_that_somebody_else_trained_judges_what_its_classes_fit(tiny):
    """Its own config says what it answers; where that fits several dimensions, one is named."""
    encoder = Encoder(tiny, classes=["Curt", "kind"], device="cpu")
    Path("theirs").mkdir()
    encoder.save(Path("theirs"))
    desk()
    rubric = load_rubric("manner.yaml")
    judge = ClassifierJudge("encoder", "theirs", device="cpu")

    assert judge.ready(rubric) == ["judge 'encoder/theirs' was trained on tone: it abstains on off_topic, manner"]
    with pytest.raises(SettingsError, match="fits no dimension"):
        ClassifierJudge("encoder", "theirs").ready(load_rubric("psycrisis"))
    with pytest.raises(SettingsError, match="are not the answers of 'off_topic'"):
        ClassifierJudge("encoder", "theirs", dimension="off_topic").ready(rubric)


def test_what_is_no_model_is_said_before_anything_is_learned(tiny, monkeypatch):
    """A missing folder, a folder of something else, a damaged file, a name and no network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    Path("empty").mkdir()
    shutil.copytree(tiny, "broken")
    Path("broken/model.safetensors").write_bytes(b"no weights")

    for model, said in (("./nowhere", "no folder"), ("empty", "no config.json"), ("broken", "cannot be loaded")):
        with pytest.raises(InputError, match=said):
            train_encoder(lesson(), plan(model), Path(f"to-{Path(model).name}"))
    with pytest.raises(InputError, match="no such model could be fetched"):
        train_encoder(lesson(), plan("nobody/has-this"), Path("to-hub"))


def test_a_rate_that_is_too_high_ends_with_a_reason(tiny):
    """A loss that is no number any more teaches nothing, and says what to change."""
    with pytest.raises(SettingsError, match="is no number any more in epoch"):
        train_encoder(lesson(), plan(tiny, learning_rate=1e30, clip=1e30), Path("enc"))
