"""Which models come from one house: a judge may think better of what its own family wrote."""

import re
from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "gpt": ("gpt", "chatgpt", "davinci", "o1", "o3", "o4"),
    "claude": ("claude",),
    "gemini": ("gemini", "gemma", "palm"),
    "qwen": ("qwen", "qwq", "qvq", "tongyi"),
    "deepseek": ("deepseek",),
    "glm": ("glm", "chatglm", "zhipu"),
    "llama": ("llama", "codellama", "vicuna", "alpaca"),
    "mistral": ("mistral", "mixtral", "ministral", "magistral", "codestral", "pixtral"),
    "grok": ("grok",),
    "kimi": ("kimi", "moonshot"),
    "ernie": ("ernie", "wenxin"),
    "doubao": ("doubao",),
    "hunyuan": ("hunyuan",),
    "minimax": ("minimax", "abab"),
    "baichuan": ("baichuan",),
    "internlm": ("internlm",),
    "yi": ("yi",),
    "spark": ("spark",),
    "phi": ("phi",),
    "command": ("command",),
    "nova": ("nova",),
    "granite": ("granite",),
    "nemotron": ("nemotron",),
    "olmo": ("olmo",),
}
"""Words of a model's name, by the family they belong to."""

_PART = re.compile(r"[^\W_]+(?:\.\d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")


def family_of(model: str) -> str | None:
    """The family of a model or candidate by the words of its name; ``None`` where no word tells.

    Who serves it does not count: ``openai/qwen3-32b`` on a server of one's own is Qwen. The last part of the path is
    looked at first, and in it the first word that names a family: ``deepseek-r1-distill-qwen-7b`` goes by the name it
    was given. Names are all there is: a model behind a neutral name has no family here, which is not another one.

    >>> family_of("hosted_vllm/Qwen/Qwen2.5-7B-Instruct"), family_of("openai/gpt-5"), family_of("anna")
    ('qwen', 'gpt', None)
    """
    if model.startswith("baseline/"):
        return None
    pieces = [piece for piece in re.split(r"[/:@\\]", model.lower()) if piece]
    words = (part for piece in reversed(pieces) for part in _PART.findall(piece))
    return next((family for word in words if (family := _family(word))), None)


def _family(word: str) -> str | None:
    """A word is a family's when it is one of its words, alone or with a version behind it (``o3``, ``llama3.1``)."""
    return next((family for family, known in FAMILIES.items() if any(_is(word, k) for k in known)), None)


def _is(word: str, known: str) -> bool:
    rest = word.removeprefix(known)
    # "gpt4o" is a version, "yield" another word.
    return word == known or (rest != word and _LETTERS.match(rest) is None)
