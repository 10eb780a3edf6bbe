"""Whether a judge and a candidate are of one family is told by their names, or not at all."""

import pytest

from judge.scoring.families import family_of


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("openai/gpt-5", "gpt"),
        ("azure/gpt4o-mini", "gpt"),
        ("openai/o3-mini", "gpt"),
        ("ChatGPT", "gpt"),
        ("anthropic/claude-sonnet-4-5", "claude"),
        ("bedrock/us.anthropic.claude-3-5-haiku-20241022-v1:0", "claude"),
        ("gemini/gemini-2.5-pro", "gemini"),
        ("google/gemma-3-27b-it", "gemini"),
        ("openai/qwen3-32b", "qwen"),
        ("hosted_vllm/Qwen/Qwen2.5-7B-Instruct", "qwen"),
        ("ollama_chat/qwen3:8b", "qwen"),
        ("deepseek/deepseek-chat", "deepseek"),
        ("deepseek-r1-distill-qwen-7b", "deepseek"),
        ("zai/glm-4.6", "glm"),
        ("THUDM/chatglm3-6b", "glm"),
        ("meta-llama/Llama-3.1-8B-Instruct", "llama"),
        ("groq/llama3.3", "llama"),
        ("mistralai/Mixtral-8x7B", "mistral"),
        ("moonshot/kimi-k2", "kimi"),
        ("01-ai/Yi-1.5-34B", "yi"),
        ("microsoft/phi4", "phi"),
        ("model_qwen_tuned", "qwen"),
    ],
)
def test_a_family_is_known_by_a_word_of_the_name(model, family):
    """Whoever serves the model, and however its version is written."""
    assert family_of(model) == family


@pytest.mark.parametrize(
    "model", ["anna", "model-a", "baseline/lexical", "yield-1", "phillip", "our-tuned-7b", "", "/:"]
)
def test_a_name_that_tells_nothing_has_no_family(model):
    """No family is not another family: nothing may be concluded from it."""
    assert family_of(model) is None


def test_the_server_counts_only_where_the_model_does_not_tell():
    """A server of one's own often speaks the protocol of another house."""
    assert family_of("anthropic/claude-compatible/llama-3") == "llama"
    assert family_of("mistral/open-large") == "mistral"
