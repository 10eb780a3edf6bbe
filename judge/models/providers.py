"""What must be known about providers before the first call: addresses, the variables that replace them, keys.

Read from LiteLLM 1.106. A provider that is missing here works too; its host cannot be announced.
"""

from collections.abc import Mapping

from judge.record import dataclass


@dataclass(frozen=True)
class Provider:
    """What must be known about a provider before the first call."""

    base: str | None = None
    """Its public address; ``None``: every user has their own."""
    bases: tuple[str, ...] = ()
    """Environment variables that replace the address, the first one that is set first."""
    keys: tuple[str, ...] = ()
    """Environment variables that may hold the key; none: it needs no key."""
    also: tuple[str, ...] = ()
    """Further hosts that are the provider's own."""
    optional: tuple[str, ...] = ()
    """The same, where the server may also be one that needs none."""
    passed: bool = True
    """Whether LiteLLM is given the address even when it is the provider's usual one."""


_OPENAI = Provider("https://api.openai.com/v1", ("OPENAI_BASE_URL", "OPENAI_API_BASE"), ("OPENAI_API_KEY",))
_OLLAMA = Provider("http://localhost:11434", ("OLLAMA_API_BASE",))


def _usual(base: str, name: str, *, also: tuple[str, ...] = (), keys: tuple[str, ...] = ()) -> Provider:
    return Provider(base, (f"{name}_API_BASE",), keys or (f"{name}_API_KEY",), also)


PROVIDERS: Mapping[str, Provider] = {
    "anthropic": Provider(
        "https://api.anthropic.com",
        ("ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"),
        ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    ),
    "azure": Provider(None, ("AZURE_API_BASE",), ("AZURE_API_KEY", "AZURE_OPENAI_API_KEY", "AZURE_AD_TOKEN")),
    "cerebras": _usual("https://api.cerebras.ai/v1", "CEREBRAS"),
    "custom_openai": _OPENAI,
    "dashscope": _usual(
        "https://dashscope.aliyuncs.com/compatible-mode/v1",
        "DASHSCOPE",
        also=("dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"),
    ),
    "deepinfra": _usual("https://api.deepinfra.com/v1/openai", "DEEPINFRA"),
    "deepseek": _usual("https://api.deepseek.com/beta", "DEEPSEEK"),
    "fireworks_ai": _usual(
        "https://api.fireworks.ai/inference/v1",
        "FIREWORKS",
        keys=("FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY", "FIREWORKSAI_API_KEY", "FIREWORKS_AI_TOKEN"),
    ),
    "gemini": Provider(
        "https://generativelanguage.googleapis.com",
        ("GEMINI_API_BASE",),
        ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        passed=False,
    ),
    "groq": _usual("https://api.groq.com/openai/v1", "GROQ"),
    "hosted_vllm": Provider(None, ("HOSTED_VLLM_API_BASE",), optional=("HOSTED_VLLM_API_KEY",)),
    "llamafile": Provider("http://127.0.0.1:8080/v1", ("LLAMAFILE_API_BASE",), optional=("LLAMAFILE_API_KEY",)),
    "lm_studio": Provider(None, ("LM_STUDIO_API_BASE",), optional=("LM_STUDIO_API_KEY",)),
    "minimax": _usual("https://api.minimax.io/v1", "MINIMAX", also=("api.minimaxi.com", "api.minimax.chat")),
    "mistral": _usual("https://api.mistral.ai/v1", "MISTRAL"),
    "modelscope": _usual("https://api-inference.modelscope.cn/v1", "MODELSCOPE"),
    "moonshot": _usual("https://api.moonshot.ai/v1", "MOONSHOT", also=("api.moonshot.cn",)),
    "nebius": _usual("https://api.studio.nebius.ai/v1", "NEBIUS"),
    "novita": _usual("https://api.novita.ai/v3/openai", "NOVITA"),
    "nvidia_nim": _usual("https://integrate.api.nvidia.com/v1", "NVIDIA_NIM"),
    "ollama": _OLLAMA,
    "ollama_chat": _OLLAMA,
    "openai": _OPENAI,
    "openrouter": _usual("https://openrouter.ai/api/v1", "OPENROUTER", keys=("OPENROUTER_API_KEY", "OR_API_KEY")),
    "perplexity": _usual(
        "https://api.perplexity.ai", "PERPLEXITY", keys=("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY")
    ),
    "sambanova": _usual("https://api.sambanova.ai/v1", "SAMBANOVA"),
    "tencent": _usual("https://tokenhub-intl.tencentcloudmaas.com/v1", "TENCENT"),
    "together_ai": _usual(
        "https://api.together.ai/v1",
        "TOGETHER_AI",
        also=("api.together.xyz",),
        keys=("TOGETHER_API_KEY", "TOGETHER_AI_API_KEY", "TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN"),
    ),
    "volcengine": _usual("https://ark.cn-beijing.volces.com/api/v3", "VOLCENGINE"),
    "xai": _usual("https://api.x.ai/v1", "XAI"),
    "zai": _usual("https://api.z.ai/api/paas/v4", "ZAI", also=("open.bigmodel.cn",)),
}
