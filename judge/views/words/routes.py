"""What is said of the way a model is reached, and of what decided it."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "route.direct": Both("{judge} is asked directly ({why})", "直接向 {judge} 提问（{why}）"),
    "route.litellm": Both("{judge} is asked by LiteLLM ({why})", "通过 LiteLLM 向 {judge} 提问（{why}）"),
    "route.why.ordered": Both("as the settings have it", "按设置"),
    "route.why.same": Both("LiteLLM would send the same", "与 LiteLLM 发出的内容相同"),
    "route.why.protocol": Both("{about} is not known to speak OpenAI's protocol", "{about} 未知支持 OpenAI 协议"),
    "route.why.model": Both("it has a way of its own to ask this model", "它对该模型有专门的提问方式"),
    "route.why.parameter": Both("it checks or changes {about}", "它会检查或改写 {about}"),
    "route.why.schema": Both("it checks or changes the reply's schema", "它会检查或改写回复的 schema"),
    "route.why.guess": Both("it guesses from the name what this model can do", "它按名称推断该模型的能力"),
    "route.why.address": Both("it may read this address in its own way", "它对该地址可能另有解读"),
    "route.why.switch": Both("{about} is set, which it alone obeys", "已设置 {about}，只有它遵从"),
}
