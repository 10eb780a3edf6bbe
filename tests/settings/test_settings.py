"""One YAML, one run: strict values, no unknown fields, and the forms a judge can be named in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from judge.errors import SettingsError
from judge.settings import JudgeSettings, Price, RunSettings, parse_judge
from judge.strict_yaml import read_yaml


def settings(**fields):
    return RunSettings.model_validate(fields)


def judge(**fields):
    return JudgeSettings.model_validate({"model": "openai/gpt-5"} | fields)


def fault(made, **fields):
    with pytest.raises(ValidationError) as refused:
        made(**fields)
    (error,) = refused.value.errors(include_input=False, include_url=False)
    return ".".join(map(str, error["loc"])), error["type"], error["msg"]


def test_without_a_word_a_run_has_the_defaults_of_the_contract():
    run = settings()

    assert (run.repeats, run.reasks, run.min_coverage, run.egress, run.language) == (1, 2, 0.98, "any", "auto")
    assert (run.rubric, run.judges, run.ask, run.per, run.reply, run.max_cost, run.limit) == (
        None, (), (), None, None, None, None,
    )  # fmt: skip
    assert judge().params == {}
    assert judge().shown == "openai/gpt-5"
    assert judge(name="strict").shown == "strict"


FILE = """\
rubric: psycrisis
judges:
  - model: openai/gpt-5
    name: strict
    api_base: http://127.0.0.1:8000/v1
    api_key_env: MY_KEY
    params: {temperature: 0, stop: ["x"], extra_body: {top_k: 5}, seed: 7, user: null, stream: false}
    ask: [expert_chain, general]
    reply: lines
    structured: never
    rpm: 60
    tpm: 100000.5
    price: {prompt: 1, completion: 2.5}
    timeout: 30
  - model: ollama_chat/qwen3
    ask: rule_based
models:
  - model: baseline/always-pass
ask: general
per: dimension
reply: json
language: zh
repeats: 3
reasks: 0
concurrency: 64
rpm: 100
tpm: 1e5
max_cost: 0
min_coverage: 1
egress: loopback
limit: 10
"""


def test_every_option_of_a_run_is_a_field_of_one_file():
    run = RunSettings.model_validate(read_yaml(FILE.encode(), where="run.yaml").data)
    strict, other = run.judges

    assert strict.params["extra_body"] == {"top_k": 5}
    assert strict.params["stream"] is False
    assert strict.params["temperature"] == 0
    assert strict.price == Price(prompt=1, completion=2.5)
    assert (strict.ask, other.ask, run.ask) == (("expert_chain", "general"), ("rule_based",), ("general",))
    assert (strict.rpm, strict.tpm, run.tpm, run.max_cost, run.min_coverage) == (60, 100000.5, 1e5, 0, 1)
    assert RunSettings.model_validate(run.model_dump(mode="json")) == run


PRICE = {"prompt": 1, "completion": 1}
WRONG = [
    ({"repeat": 3}, "repeat", "extra_forbidden"),
    ({"judges": [{"model": "a", "modle": "b"}]}, "judges.0.modle", "extra_forbidden"),
    ({"judges": [{"model": "a", "price": PRICE | {"cache": 1}}]}, "judges.0.price.cache", "extra_forbidden"),
    ({"judges": [{"model": "a", "price": PRICE | {"cached": -1}}]}, "judges.0.price.cached", "greater_than_equal"),
    ({"judges": [{"model": "a", "price": PRICE | {"prompt": -1}}]}, "judges.0.price.prompt", "greater_than_equal"),
    ({"judges": [{}]}, "judges.0.model", "missing"),
    ({"judges": [{"model": ""}]}, "judges.0.model", "string_pattern_mismatch"),
    ({"judges": [{"model": "a", "name": ""}]}, "judges.0.name", "string_pattern_mismatch"),
    ({"judges": [{"model": "a", "name": "two\nlines"}]}, "judges.0.name", "string_pattern_mismatch"),
    ({"judges": "openai/gpt-5"}, "judges", "tuple_type"),
    ({"repeats": "3"}, "repeats", "int_type"),
    ({"repeats": 3.0}, "repeats", "int_type"),
    ({"repeats": True}, "repeats", "int_type"),
    ({"repeats": 0}, "repeats", "greater_than_equal"),
    ({"repeats": 1001}, "repeats", "less_than_equal"),
    ({"reasks": -1}, "reasks", "greater_than_equal"),
    ({"concurrency": 0}, "concurrency", "greater_than_equal"),
    ({"limit": 0}, "limit", "greater_than_equal"),
    ({"min_coverage": 1.1}, "min_coverage", "less_than_equal"),
    ({"min_coverage": "0.9"}, "min_coverage", "float_type"),
    ({"max_cost": -1}, "max_cost", "greater_than_equal"),
    ({"max_cost": float("nan")}, "max_cost", "finite_number"),
    ({"rpm": float("inf")}, "rpm", "finite_number"),
    ({"rpm": 0}, "rpm", "greater_than"),
    ({"tpm": False}, "tpm", "float_type"),
    ({"per": "Rubric"}, "per", "literal_error"),
    ({"reply": "yaml"}, "reply", "literal_error"),
    ({"language": 7}, "language", "string_type"),
    ({"ask": [1]}, "ask.0", "string_type"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "where", "kind"), WRONG)
def test_a_value_that_was_not_meant_is_refused_where_it_stands(fields, where, kind):
    """Text is no number, yes is no truth, and a number without end is no limit."""
    assert fault(settings, **fields)[:2] == (where, kind)


@pytest.mark.parametrize("made", [settings, judge])
def test_the_reply_form_may_be_left_to_what_is_found_out(made):
    assert made(reply="auto").reply == "auto"


def test_an_error_never_repeats_what_was_given():
    """A key may stand in the wrong place."""
    with pytest.raises(ValidationError) as refused:
        judge(api_key="sk-planted-0123456789")

    assert "sk-planted" not in str(refused.value)


def test_settings_cannot_be_changed_once_made():
    """They are saved with the run, so they must be what was used."""
    with pytest.raises(ValidationError, match="frozen"):
        settings().repeats = 2


@pytest.mark.parametrize(
    ("text", "name", "model"),
    [
        ("openai/gpt-5", None, "openai/gpt-5"),
        ("strict=openai/gpt-5", "strict", "openai/gpt-5"),
        (" strict = openai/gpt-5 ", "strict", "openai/gpt-5"),
        ("a=openai/ft:gpt=4o:org", "a", "openai/ft:gpt=4o:org"),
        ("openai/ft:gpt=4o:org", None, "openai/ft:gpt=4o:org"),
        ("hosted_vllm/models/q=4,v=2", None, "hosted_vllm/models/q=4,v=2"),
        ("a=b=c", "a", "b=c"),
        ("baseline/lexical", None, "baseline/lexical"),
        ("words=baseline/lexical", "words", "baseline/lexical"),
        ("mine=my_package.judges:Mine", "mine", "my_package.judges:Mine"),
        ("my_package.judges:Mine", None, "my_package.judges:Mine"),
        ("评委=ollama_chat/qwen3:8b", "评委", "ollama_chat/qwen3:8b"),
        ("gpt-5", None, "gpt-5"),
    ],
)
def test_a_judge_may_be_named_before_its_model(text, name, model):
    """A name holds no slash, so an equals sign after one is the model's own."""
    found = parse_judge(text)

    assert (found.name, found.model) == (name, model)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names no model"),
        ("  ", "names no model"),
        ("strict=", "names no model"),
        ("=", "names no model"),
        ("=openai/gpt-5", "has no name before the '='"),
        (" =openai/gpt-5", "has no name before the '='"),
        ("a=b\nc", "is no name on one line"),
    ],
)
def test_half_a_judge_is_refused_with_an_example(text, says):
    with pytest.raises(SettingsError) as refused:
        parse_judge(text)

    assert says in refused.value.message
    assert "-j strict=openai/gpt-5" in refused.value.hint


@given(st.text())
def test_whatever_is_typed_names_a_judge_or_is_refused(text):
    try:
        found = parse_judge(text)
    except SettingsError:
        return

    assert found.model in text
    assert found.name is None or text.strip().startswith(found.name)
