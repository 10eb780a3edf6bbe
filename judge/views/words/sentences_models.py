"""What is said about models and how they are reached (``judge/models``), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Parameters that are not the user's to set
    ("judge {!r}: the parameter {!r} cannot be set", "评审 {0}：不能设置参数 {1}"),
    ("keys come from the environment only", "密钥只能来自环境变量"),
    (
        "headers may carry keys, which come from the environment only",
        "请求头可能含有密钥，而密钥只能来自环境变量",
    ),
    ("give it as the judge's api_base", "请写成该评审的 api_base"),
    ("give it as the judge's timeout", "请写成该评审的 timeout"),
    (
        "the reply's schema is sent by us, see the judge's reply form",
        "回答的结构由 psyjudge 发送，见该评审的回答格式",
    ),
    ("psyjudge fills it in", "由 psyjudge 填写"),
    ("replies are read whole", "回答须整段读取"),
    ("psyjudge retries, in one place", "重试由 psyjudge 统一负责"),
    (
        "another model is another judge with its own rows",
        "换一个模型就是另一个评审，须单独成行",
    ),
    ("a verdict must come from the model, freshly", "判断必须由模型当场作出"),
    ("nothing that was set is dropped silently", "已设置的参数不会被悄悄丢弃"),
    ("no third party is told", "不通知任何第三方"),
    ("judge {!r}: a timeout of {} s leaves no time to answer", "评审 {0}：timeout 为 {1} 秒，来不及回答"),
    ("judge {!r}: the price {} is negative", "评审 {0}：价格 {1} 是负数"),
    # Addresses, keys, policy and prices
    ("{!r} names no model", "{0} 没有写明模型"),
    ("write {}/MODEL", "请写成 {0}/模型"),
    ("{!r}: no provider is called {!r}", "{0}：没有名为 {1} 的服务商"),
    ("--egress {!r} is neither a policy nor a host", "--egress {0} 既不是策略，也不是主机"),
    ("judge {!r}: {!r} cannot be reached by the direct route", "评审 {0}：{1} 无法走直连路线"),
    (
        "leave the route to auto, or reach it as openai/MODEL where it speaks OpenAI's protocol",
        "请把路线留给 auto；若它支持 OpenAI 协议，也可写成 openai/模型",
    ),
    ("judge {!r}: the name leads to no provider", "评审 {0}：从名称看不出服务商"),
    (
        "write PROVIDER/MODEL, for example 'openai/{}' or 'hosted_vllm/{}'",
        "请写成 服务商/模型，例如 'openai/{0}' 或 'hosted_vllm/{1}'",
    ),
    ("judge {!r}: no address is known for it", "评审 {0}：不知道它的地址"),
    ("give it an api_base, or set {}", "请为它写 api_base，或设置环境变量 {0}"),
    ("judge {!r}: {!r} is not an address", "评审 {0}：{1} 不是地址"),
    ("write it with http:// or https:// and a host", "请写明 http:// 或 https:// 以及主机名"),
    ("{!r} needs a key and {} is not set", "{0} 需要密钥，但未设置环境变量 {1}"),
    ("export {}=... and try again", "请先执行 export {0}=...，再试一次"),
    (
        "--max-cost cannot be kept: the price of {!r} is not known",
        "无法保证不超过 --max-cost：不知道 {0} 的价格",
    ),
    (
        "give {!r} a price in the settings file: price: {{prompt: 1.0, completion: 4.0}}",
        "请在设置文件中为 {0} 写明价格：price: {{prompt: 1.0, completion: 4.0}}",
    ),
    (
        "egress is {!r} and judge {!r} would send texts to {}",
        "egress 为 {0}，而评审 {1} 会把文本发送至 {2:own}",
    ),
    (
        "use a model on this machine, or name the host: --egress HOST",
        "请使用本机的模型，或写明允许的主机：--egress 主机名",
    ),
    # Why a call failed
    ("{} did not finish its answer in time", "{0} 没有在限定时间内答完"),
    ("{} answered {:d}, {}: {}", "{0} 返回 {1}（{2}）：{3}"),
    ("{} answered {:d}, {}: no message", "{0} 返回 {1}（{2}），没有说明"),
    ("{} gave no answer, {}: {}", "{0} 没有回应（{1}）：{2}"),
    ("{} gave no answer, {}: no message", "{0} 没有回应（{1}），没有说明"),
    ("{} was not asked, {}: {}", "没有向 {0} 提问（{1}）：{2}"),
    ("{} was not asked, {}: no message", "没有向 {0} 提问（{1}），没有说明"),
    ("{} answered {:d} with no JSON object", "{0} 返回 {1}，但其中没有 JSON 对象"),
    ("{} is not set", "未设置 {0}"),
    (
        "a request to {!r} was stopped: only {!r} was announced",
        "已拦截发往 {0} 的请求：事先只说明了 {1}",
    ),
    ("a second request for one call was stopped", "已拦截同一次调用的第二个请求"),
    ("the body is longer than {:d} bytes", "返回内容超过 {0} 字节"),
    ("the body is shorter than announced", "返回内容比声明的短"),
    ("check the key in the environment", "请检查环境变量中的密钥"),
    ("the prompt is too long for this model", "提示词超过该模型的长度上限"),
    ("this key may not use this model or address", "该密钥无权使用这个模型或地址"),
    (
        "the model's provider contacts another host than was announced",
        "该模型的服务商会连接事先未说明的主机",
    ),
    ("the request could not be built", "无法组成请求"),
    ("check the model's name and its api_base", "请检查模型名称及其 api_base"),
    ("the account has run out of credit or quota", "账户余额或配额已用尽"),
    (
        "give the address it redirects to as the judge's api_base",
        "请将它重定向到的地址写成该评审的 api_base",
    ),
    (
        "write PROVIDER/MODEL, with a provider that LiteLLM knows",
        "请写成 服务商/模型，服务商须为 LiteLLM 所知",
    ),
    ("take it out of the judge's parameters", "请从该评审的参数中去掉它"),
)
