"""Estimates of tokens are close enough to plan a window and to notice a prompt that was cut."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from judge.call import Message
from judge.models import estimate_prompt, estimate_tokens, prompt_was_cut

ROOT = Path(__file__).parents[2]

# Counted with tiktoken 0.14.0, o200k_base (gpt-4o's tokenizer).
COUNTED = {
    "I hear how hard this week has been for you, and I am glad that you told me about it.": 22,
    "听到你最近这么难，我很心疼。愿意多和我说说这几天发生了什么吗？": 26,
    "你可以先深呼吸几次，然后联系身边信任的人；如果需要，也可以拨打当地的心理援助热线。": 29,
    "Please read both turns below (in 中文 and English), then answer each of the 5 questions in order.": 22,
    '{"token": "482913", "answers": [{"dimension": "empathy", "rationale": "Names it.", "answer": "yes"}]}': 32,
    "😊🙏 谢谢你愿意告诉我！": 11,
    "": 0,
}


@pytest.mark.parametrize(("text", "tokens"), COUNTED.items(), ids=[t[:12] for t in COUNTED])
def test_single_sentences_are_estimated_within_fifteen_percent(text, tokens):
    assert abs(estimate_tokens(text) - tokens) <= 0.15 * tokens


@pytest.mark.parametrize("file", sorted(ROOT.glob("prompts/**/system.*.j2")), ids=lambda f: f"{f.parent.name}/{f.name}")
def test_prompts_are_estimated_within_fifteen_percent_of_a_real_tokenizer(file, monkeypatch):
    """The tokenizer's table comes with LiteLLM, so nothing is fetched."""
    import tiktoken  # noqa: PLC0415 - only here

    library = Path(find_spec("litellm").submodule_search_locations[0])
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(library / "litellm_core_utils" / "tokenizers"))
    text = file.read_text(encoding="utf-8")

    counted = len(tiktoken.get_encoding("o200k_base").encode(text))
    assert estimate_tokens(text) == pytest.approx(counted, rel=0.15)


def test_a_prompt_is_its_messages_and_their_wrapping():
    messages = [Message("system", "Be brief."), Message("user", "Is it kind?")]

    assert estimate_prompt(messages) == estimate_tokens("Be brief.") + estimate_tokens("Is it kind?") + 8


@pytest.mark.parametrize(
    ("estimate", "counted", "cut"),
    [(10_000, 2048, True), (10_000, 5999, True), (10_000, 6001, False), (10_000, 12_000, False), (10_000, None, False)],
)
def test_a_prompt_that_was_cut_silently_is_noticed(estimate, counted, cut):
    """A count far below the estimate means a window that was too small; no count means nothing."""
    assert prompt_was_cut(estimate, counted) is cut


def test_estimating_needs_no_tokenizer():
    code = (
        "import sys; from judge.models.tokens import estimate_tokens; estimate_tokens('hello 你好');"
        "print({'tiktoken', 'litellm', 'tokenizers'} & set(sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
