"""What is said of where a run stands, of asking again, and of reading again."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # judge status
    "status.idle": Both("nobody is working on it now", "目前没有进程在处理"),
    "status.working": Both("being worked on by {who}", "正在处理：{who}"),
    "status.judgments": Both(
        "judgments: {asked} asked for, {made} made, {read} read",
        "判断：应有 {asked} 条，已有 {made} 条，读到 {read} 条"
    ),
    "status.calls": Both(
        "calls: {n} · {cost} · {retries} requests more than calls · {limited} calls given up at a rate limit",
        "调用：{n} 次 · {cost} · 另有 {retries} 次重试 · 因限流放弃 {limited} 次",
    ),
    "status.unpriced": Both(
        "{cost}, and {n} calls whose price is not known", "{cost}，另有 {n} 次调用价格未知",
        "{cost}, and 1 call whose price is not known",
    ),
    "status.tokens": Both(
        "tokens: {prompt} in prompts, of them {cached} from the provider's cache; {completion} in replies, of them "
        "{reasoning} hidden thinking",
        "词元：提示 {prompt}（其中服务商缓存 {cached}）；回复 {completion}（其中隐藏思考 {reasoning}）",
    ),
    "status.estimated": Both(
        "prompt tokens of {judge}: {counted} counted, {estimated} estimated, {off} (over {n} calls)",
        "{judge} 的提示词元：实计 {counted}，估计 {estimated}，相差 {off}（{n} 次调用）",
        "prompt tokens of {judge}: {counted} counted, {estimated} estimated, {off} (over 1 call)",
    ),
    "status.asked_again": Both(
        "{n} judgments were asked again on request (judge retry)", "有 {n} 条判断应要求重新提问过（judge retry）",
        "1 judgment was asked again on request (judge retry)",
    ),
    "status.rescored": Both(
        "{n} judgments read otherwise by reader {version} (judge rescore)",
        "{n} 条判断在读取器 {version} 下结果不同（judge rescore）",
        "1 judgment reads otherwise by reader {version} (judge rescore)",
    ),
    "status.forgotten": Both(
        "{n} responses were removed on request", "应要求删除了 {n} 条回复", "1 response was removed on request"
    ),
    "status.saved": Both(
        "{n} calls saved: answers led past their questions", "省去了 {n} 次调用：前面的答案已使相应问题无须再问"
    ),
    "status.batch": Both(
        "batch {name} for {judge}: {questions} questions, {stage}, the provider says {status}",
        "批次 {name}（{judge}）：{questions} 个问题，阶段 {stage}，服务商状态 {status}",
    ),
    "status.column_judge": Both("Judge", "评审"),
    "status.column_asked": Both("Asked", "应判"),
    "status.column_read": Both("Read", "读到"),
    "status.column_refused": Both("Refused", "拒答"),
    "status.column_unreached": Both("No reply", "无回复"),
    "status.column_open": Both("To do", "待办"),
    "status.column_calls": Both("Calls", "调用"),
    "status.column_tokens": Both("Tokens in + out", "词元 入+出"),
    "status.column_cached": Both("Cached", "缓存"),
    "status.column_cost": Both("USD", "美元"),
    "status.column_state": Both("Not read", "未读到"),
    "status.column_reason": Both("Reason", "原因"),
    "status.column_again": Both("Asked again by", "可由此重问"),
    "status.column_judgments": Both("Judgments", "判断"),
    "status.column_from": Both("Was", "原为"),
    "status.column_to": Both("Is now", "现为"),
    "status.again_resume": Both("judge evaluate", "judge evaluate"),
    "status.again_retry": Both("judge retry", "judge retry"),
    "status.again_nobody": Both("nobody: it follows from others", "无：由其他判断决定"),
    "status.more": Both("{n} more reasons", "另有 {n} 种原因", "1 more reason"),
    "status.resume": Both(
        "judge evaluate would make {n} judgments, {again} of them again, with {calls} calls at most (re-asks apart)",
        "judge evaluate 将作出 {n} 条判断，其中重做 {again} 条，至多 {calls} 次调用（重问不计）",
    ),
    "status.complete": Both("a resume would ask nothing", "继续运行不会再提问"),
    "status.retry": Both(
        "what came back unread stays as it is; judge retry {run} --state {states} asks it again",
        "未读到的保持原样；judge retry {run} --state {states} 可重新提问",
    ),
    # judge retry
    "retry.nothing": Both("no judgment is {states}: nothing to ask again", "没有处于 {states} 状态的判断：无需重问"),
    # judge rescore
    "rescore.done": Both(
        "reader {version} read {replies} stored replies again: {judgments} judgments, {n} otherwise than before",
        "读取器 {version} 重读了 {replies} 条已存回复：{judgments} 条判断，{n} 条与原来不同",
    ),
    "rescore.gated": Both(
        "{n} judgments that a gate decided were left out: gates are not decided anew",
        "{n} 条由适用条件决定的判断未重读：条件不重新判定",
        "1 judgment that a gate decided was left out: gates are not decided anew",
    ),
    "rescore.column_response": Both("Response", "回复"),
    "rescore.column_dimension": Both("Dimension", "维度"),
    "rescore.more": Both(
        "{n} more cases: judge export {run} has them all, in rescored_state and rescored_answer",
        "另有 {n} 例：judge export {run} 的 rescored_state 与 rescored_answer 列有全部",
    ),
}  # fmt: skip
