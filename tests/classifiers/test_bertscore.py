"""BERTScore by an encoder made here from nothing: what the definition says, and what is wrong with a model."""

import pytest
from classifier_cases import tiny_encoder

from judge.errors import InputError
from judge.textmetrics.base import Pair
from judge.textmetrics.bertscore import BertScore

torch = pytest.importorskip("torch", reason="torch is not installed: make test-encoder")


def pair(text, *references):
    return Pair("r", "s", "c", "zh", text, references)


@pytest.fixture
def model(tmp_path):
    return str(tiny_encoder(tmp_path / "tiny"))


def test_words_are_matched_to_the_nearest_in_the_other_text(model):
    """As the definition has it: unit vectors of one layer, the best match of each word, precision and recall as F1."""
    library = pytest.importorskip("transformers")
    tokenizer, encoder = library.AutoTokenizer.from_pretrained(model), library.AutoModel.from_pretrained(model).eval()
    vectors = []
    for text in ("听起来很累呢", "听起来你很累了"):
        with torch.no_grad():
            states = encoder(**tokenizer(text, return_tensors="pt"), output_hidden_states=True).hidden_states[1][0]
        vectors.append(torch.nn.functional.normalize(states, dim=-1))
    near = vectors[0] @ vectors[1].T
    precision, recall = near.max(dim=1).values[1:-1].mean(), near.max(dim=0).values[1:-1].mean()

    found = BertScore(model, layer=1).measure([pair("听起来很累呢", "听起来你很累了"), pair("好", "嗯", "好")])

    assert found.each[0] == pytest.approx(float(2 * precision * recall / (precision + recall)), abs=1e-5)
    assert found.each[1] == pytest.approx(1, abs=1e-5)
    assert found.whole == pytest.approx(sum(found.each) / 2)
    assert "_L1_no-idf" in found.signature


def test_silence_is_near_to_nothing_and_long_texts_are_cut(model):
    """Marks of the model's own are no words."""
    found = BertScore(model).measure([pair("", "好"), pair("好" * 400, "好" * 500)])

    assert found.each[0] == 0
    assert found.each[1] == pytest.approx(1, abs=1e-5)


def test_a_model_that_is_not_here_or_has_no_such_layer_is_refused(model, tmp_path):
    """Before anything is computed."""
    with pytest.raises(InputError, match="no model in"):
        BertScore(str(tmp_path)).measure([pair("好", "好")])
    with pytest.raises(InputError, match="has no layer 7: it has 2"):
        BertScore(model, layer=7).measure([pair("好", "好")])
