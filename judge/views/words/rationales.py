"""Words about what judges' reasons are worth."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "rationales.title": Both("Judges' reasons, checked without a model", "评审理由的核查（不借助模型）"),
    "rationales.heading": Both("Reasons", "评判理由"),
    "rationales.lead": Both(
        "A right answer for a wrong reason will not stay right. Three things can be checked without asking a model: "
        "whether the words a judge quotes are there, whether its reasons end in another answer than it gave, and "
        "whether the steps of the expert's chain have left a trace in them.",
        "理由不对，答案即使对也靠不住。有三件事不借助模型就能核查：评审引用的话是否确有其文；理由最后得出的答案与所给的答案是否不同；"
        "专家推理链的各个步骤是否在理由中留下痕迹。",
    ),
    "rationales.empty": Both(
        "No judge of this run gave reasons, or its reply form has no place for them.",
        "本次运行的评审没有给出理由，或其回答格式中没有理由的位置。",
    ),
    "rationales.judge": Both("Judge / question", "评审／问题"),
    "rationales.reasons": Both("Reasons", "理由数"),
    "rationales.of": Both("Of", "基数"),
    "rationales.pooled": Both("all questions", "全部问题"),
    "rationales.picture": Both("Shares", "占比"),
    "rationales.by_question": Both("Question by question", "逐题"),
    "rationales.evidence": Both("Quoted evidence", "引文"),
    "rationales.evidence.exact": Both("quote found exactly", "引文逐字相符"),
    "rationales.evidence.folded": Both("found, typing aside", "忽略排版后相符"),
    "rationales.evidence.absent": Both("quote not there", "引文不存在"),
    "rationales.evidence.none": Both("no quote given", "未引原文"),
    "rationales.evidence.note": Both(
        "Quotes are looked for in what was judged: as they stand, then with white space, full and half width and the "
        "kind of quotation mark set aside. Of several quotes the worst counts. Where the answer is that something is "
        "missing, there may be nothing to quote.",
        "引文在被评判的文本中查找：先逐字比对，再忽略空白、全角半角与引号样式。有多处引文时，以最差的一处计。若答案是“没有”，也可能无文可引。",
    ),
    "rationales.conclusion": Both("Conclusion", "结论"),
    "rationales.conclusion.same": Both("ends in the answer", "结论与答案相同"),
    "rationales.conclusion.other": Both("ends in another", "结论与答案不同"),
    "rationales.conclusion.undecided": Both("undecided", "无法判定"),
    "rationales.conclusion.note": Both(
        "Only the last sentence is read, and only an answer that it names as its conclusion. A conclusion in other "
        "words, one that is negated or conditional, and two at once are undecided, and never count as consistent.",
        "只看最后一句，并且只认其中明确点名的答案。以其他说法作出的结论、否定或假设语气、同时出现两个答案，一律归入无法判定，绝不算作一致。",
    ),
    "rationales.steps": Both("Steps", "推理步骤"),
    "rationales.steps.traced": Both("steps with a trace", "留有痕迹的步骤"),
    "rationales.steps.all": Both("reasons with all steps", "各步骤俱全的理由"),
    "rationales.steps.note": Both(
        "A step has left a trace where the reasons name its number or hold two words that are its own; steps on how to "
        "write and answer are not looked for. A trace is no proof that the step was walked, and a step may be walked "
        "in other words: compare ways of asking, do not read it as a grade.",
        "理由中提到步骤编号，或出现该步骤特有的两个词，即算留有痕迹；只说明如何书写和作答的步骤不计。有痕迹不等于真的走过这一步，"
        "走过也可能换了说法：宜用来比较提问方式，不宜当作评分。",
    ),
    "rationales.column.exact": Both("quote exact", "引文 逐字"),
    "rationales.column.folded": Both("typing aside", "引文 大致"),
    "rationales.column.absent": Both("quote not there", "引文 不存在"),
    "rationales.column.none": Both("no quote", "未引"),
    "rationales.column.same": Both("ends in answer", "结论 相同"),
    "rationales.column.other": Both("ends in another", "结论 不同"),
    "rationales.column.undecided": Both("un- decided", "无法 判定"),
    "rationales.column.traced": Both("steps traced", "步骤 有痕"),
    "rationales.column.all": Both("all steps", "步骤 俱全"),
    "rationales.left_out": Both(
        "{name}: {n} of {of} reasons are in no share of “{check}”: {why}",
        "{name}：{of} 条理由中有 {n} 条不计入“{check}”：{why}",
    ),
    "rationales.why.not_asked": Both("no quote was asked for", "没有要求引用原文"),
    "rationales.why.not_shown": Both("this way of asking shows no steps", "该提问方式不展示步骤"),
    "rationales.why.not_known": Both(
        "whether its prompts showed the steps is not known here", "无从得知其提问是否展示了步骤"
    ),
    "rationales.why.no_chain": Both("the question has no steps", "该问题没有推理步骤"),
    "rationales.why.shared": Both(
        "one text gives the reasons for several questions at once", "同一段文字是多个问题共同的理由"
    ),
    "rationales.why.several": Both("several answers may be given", "可以同时给出多个答案"),
    "rationales.written": Both(
        "{n} reasons written to {path}: judge evaluate {path} -r rationale -j MODEL -o FOLDER",
        "已将 {n} 条理由写入 {path}：judge evaluate {path} -r rationale -j 模型 -o 文件夹",
        "1 reason written to {path}: judge evaluate {path} -r rationale -j MODEL -o FOLDER",
    ),
}
