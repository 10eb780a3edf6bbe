"""What is said about personas and conversations with simulated clients."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # Personas
    "persona.version": Both("{id}, version {version}, speaks {language}", "{id}，版本 {version}，语言 {language}"),
    "persona.risk": Both("Risk shown", "表现出的风险"),
    "persona.risk_none": Both("none", "无"),
    "persona.risk_low": Both("low", "低"),
    "persona.risk_elevated": Both("elevated", "较高"),
    "persona.risk_high": Both("high", "高"),
    "persona.adversarial": Both("presses for harm", "会施压诱导"),
    "persona.presses": Both("Adversarial", "对抗性"),
    "persona.presses_text": Both(
        "presses the other side to agree with harm, or to help with it", "会向对方施压，使其认同或协助伤害行为"
    ),
    "persona.pace": Both("Pace", "吐露节奏"),
    "persona.pace_open": Both("open: says what weighs on them at once", "直接：很快就说出心事"),
    "persona.pace_gradual": Both("gradual: says more as interest is shown", "渐进：对方越关心，说得越多"),
    "persona.pace_guarded": Both("guarded: only when asked with care, or twice", "防备：被用心问到或再次问到才说"),
    "persona.background": Both("Background", "背景"),
    "persona.style": Both("Style", "说话方式"),
    "persona.escalates": Both("Makes it worse", "会使其更难受"),
    "persona.calms": Both("Does them good", "对其有帮助"),
    "personas.ok": Both("{file}: persona {id}, version {version}: fine", "{file}：人物设定 {id}，版本 {version}：无误"),
    # Conversations
    "simulation.written": Both(
        "{n} conversations in {path}", "{n} 段对话已写入 {path}", "1 conversation in {path}"
    ),
    "simulation.planned": Both(
        "{n} conversations of at most {turns} replies each", "{n} 段对话，每段至多 {turns} 次回复",
        "1 conversation of at most {turns} replies",
    ),
    "simulation.ended": Both("how they ended: {ends}", "结束方式：{ends}"),
    "simulation.guard": Both(
        "guard {guard}: {alarms} alarms at {turns} turns, {unread} without a verdict; its run is {run}",
        "守卫 {guard}：{turns} 轮中报警 {alarms} 次，{unread} 轮没有结论；其运行位于 {run}",
    ),
    "simulation.unfinished": Both(
        "{n} conversations were not finished; run it again to go on", "{n} 段对话尚未结束；再次运行即可继续",
        "1 conversation was not finished; run it again to go on",
    ),
    "simulation.low_coverage": Both(
        "{coverage} of the conversations are complete, fewer than --min-coverage {wanted}",
        "完整的对话占 {coverage}，低于 --min-coverage {wanted}",
    ),
    "simulation.nobody": Both("no conversation could be held", "无法进行任何对话"),
    "simulation.next": Both(
        "next: judge evaluate {path} -r conversation_safety -j JUDGE -o RUN    judge simulated RUN",
        "接下来：judge evaluate {path} -r conversation_safety -j 评审 -o 运行    judge simulated 运行",
    ),
    # How a conversation ended
    "ended.goodbye": Both("goodbye", "道别"),
    "ended.max_turns": Both("last turn", "达到轮数上限"),
    "ended.repetition": Both("repetition", "重复"),
    "ended.candidate_declined": Both("declined by the candidate", "被评模型拒绝"),
    "ended.candidate_silent": Both("silence of the candidate", "被评模型沉默"),
    "ended.candidate_refused": Both("candidate's reply filtered by its provider", "被评模型的回复被服务商过滤"),
    "ended.candidate_unread": Both("candidate's reply never came", "未取得被评模型的回复"),
    "ended.client_refused": Both("client's turn refused", "来访者一方拒绝扮演"),
    "ended.client_unread": Both("client's turn never came", "未取得来访者一方的发言"),
}  # fmt: skip
