"""What the jobs that take time say: where texts go, how far they are, how they ended."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "jobs.goes_to": Both("texts go to {host} (for {judge})", "文本将发送至 {host}（用于 {judge}）"),
    "jobs.call_failed": Both(
        "judge {judge}: {n} calls without an answer ({reason}): {message}",
        "评审 {judge}：{n} 次调用没有得到回答（{reason}）：{message}",
        "judge {judge}: 1 call without an answer ({reason}): {message}",
    ),
    "jobs.stays": Both("nothing leaves this machine", "所有内容都留在本机"),
    "jobs.progress": Both(
        "{done}/{asked} judgments · read {read} · refused {refused} · {rate} calls/s · {cost} · {left}",
        "{done}/{asked} 条判断 · 已读到 {read} · 拒答 {refused} · {rate} 次调用/秒 · {cost} · {left}",
    ),
    "jobs.in_flight": Both("in flight {n} of {most}", "在途 {n}/{most}"),
    "jobs.limit": Both("limit {rate}/s at {host}", "{host} 限速 {rate} 次/秒"),
    "jobs.paused": Both("paused {seconds} s by {host}", "{host} 要求暂停 {seconds} 秒"),
    "jobs.left": Both("{time} left", "剩余 {time}"),
    "jobs.cost": Both("{usd} USD", "{usd} 美元"),
    "jobs.cost_unknown": Both("cost unknown", "费用未知"),
    "jobs.judge_stopped": Both(
        "judge {judge} cannot be used: {why}. It is asked nothing more; the other judges go on.",
        "评审 {judge} 无法使用：{why}。不再向它提问，其余评审照常进行。",
    ),
    "jobs.draining": Both(
        "finishing what is in flight; press Ctrl-C again to abort",
        "正在完成已发出的请求；再按一次 Ctrl-C 立即中止",
    ),
    "jobs.resume": Both("to go on: {command}", "继续运行：{command}"),
    "jobs.max_cost": Both("stopped: --max-cost would have been passed", "已停止：继续将超过 --max-cost"),
    "jobs.already_done": Both(
        "everything asked for was there already; no call was made",
        "所需判断均已存在，未发出任何调用",
    ),
    "jobs.low_coverage": Both(
        "judge {judge}: coverage {coverage} is under --min-coverage {wanted}",
        "评审 {judge}：覆盖率 {coverage} 低于 --min-coverage {wanted}",
    ),
    "jobs.unfinished": Both("{n} judgments were not finished", "{n} 条判断尚未完成", "1 judgment was not finished"),
    "jobs.no_judge": Both("no judge could be used", "没有任何评审可用"),
    "jobs.next": Both(
        "next: judge scores {run}    judge agreement {run} --labels FILE    judge report {run}",
        "接下来：judge scores {run}    judge agreement {run} --labels 文件    judge report {run}",
    ),
    "jobs.dry_run": Both("nothing was asked, nothing was written", "未发出任何调用，未写入任何内容"),
    "jobs.dry_columns_judge": Both("judge", "评审"),
    "jobs.dry_columns_ask": Both("ask", "提问方式"),
    "jobs.dry_columns_host": Both("sent to", "发送至"),
    "jobs.dry_columns_calls": Both("calls", "调用"),
    "jobs.dry_columns_texts": Both("responses sent", "发送回复数"),
    "jobs.dry_columns_prompt": Both("prompt tokens, about", "提示词元（约）"),
    "jobs.dry_columns_reply": Both("reply tokens, about", "回复词元（约）"),
    "jobs.dry_columns_cost": Both("USD, about", "美元（约）"),
    "jobs.dry_columns_time": Both("time, about", "耗时（约）"),
    "jobs.dry_canaries": Both("{judge} (known cases)", "{judge}（已知样例）"),
    "jobs.dry_probe": Both("{judge} (trying reply forms)", "{judge}（试用回答格式）"),
    "jobs.dry_time": Both(
        "time: {time} in all at these limits, if a reply takes {fast} to {slow} seconds, as is usual",
        "耗时：在当前限制下共 {time}（按每次回复通常需 {fast} 至 {slow} 秒估算）",
    ),
    "jobs.dry_time_learned": Both(
        "time: {time} in all at these limits, if a reply takes {fast} to {slow} seconds, as it did in this run",
        "耗时：在当前限制下共 {time}（按本次运行中每次回复 {fast} 至 {slow} 秒估算）",
    ),
    "jobs.dry_prefix": Both(
        "{judge} · {ask}: {share} of the prompt tokens are the same beginning in every prompt; the lower cost has them "
        "in the provider's cache",
        "{judge} · {ask}：提示词元的 {share} 为每个提示相同的开头；费用下限按其全部命中服务商缓存计算",
    ),
    "jobs.dry_batch": Both(
        "{judge} · {ask}: {cost} USD by --engine batch", "{judge} · {ask}：使用 --engine batch 为 {cost} 美元"
    ),
    "jobs.dry_learned": Both(
        "{judge} · {ask}: tokens are estimated from {n} calls of this run",
        "{judge} · {ask}：词元根据本次运行的 {n} 次调用估计"
    ),
    "jobs.dry_within": Both(
        "{judge} · {ask}: tokens were estimated on a sample, within {within} (19 times out of 20)",
        "{judge} · {ask}：词元由抽样估计，误差在 {within} 以内（20 次中有 19 次）",
    ),
    "jobs.nowhere": Both("this machine", "本机"),
    "jobs.hidden": Both("{found} hides the rubric of the same name that we ship", "{found} 覆盖了随附的同名评分标准"),
    "jobs.demo_title": Both(
        "Bundled example: synthetic texts, illustrative labels, not clinical",
        "随附示例：文本为合成，标签仅作演示，非临床数据",
    ),
    "jobs.demo_point": Both(
        "What to see: on the {items} harm items, {judge} agrees with the experts {agreed} of the time and misses "
        "{missed} of {flagged} flagged answers. Agreement alone says nothing about safety.",
        "请注意：在 {items} 个伤害类条目上，{judge} 与专家的一致率为 {agreed}，"
        "却把专家标记的 {flagged} 处问题漏掉了 {missed} 处。仅看一致率，说明不了安全性。",
    ),
    "jobs.report": Both("report: {path}", "报告：{path}"),
    "jobs.responses_written": Both("{n} responses in {path}", "{n} 条回复已写入 {path}", "1 response in {path}"),
    "jobs.not_obtained": Both(
        "{n} responses could not be obtained: {reasons}", "{n} 条回复未能取得：{reasons}",
        "1 response could not be obtained: {reasons}",
    ),
}  # fmt: skip
