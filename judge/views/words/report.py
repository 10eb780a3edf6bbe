"""What the report's page says beside its tables."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # Head
    "report.kicker": Both("Evaluation report", "评测报告"),
    "report.of_run": Both("Run {run}", "运行 {run}"),
    "report.made": Both("written {created}", "生成于 {created}"),
    "report.version_of": Both("{name} version", "{name} 版本"),
    "report.prompts_of": Both("prompts {ask}", "提示 {ask}"),
    "report.rubric": Both("rubric {id}, version {version}", "评分标准 {id}，版本 {version}"),
    "report.content_note": Both("Before you read", "阅读前请留意"),
    "report.content_note_text": Both(
        "These responses may answer people who speak of suicide and self-harm. Their texts stay folded away on this "
        "page until you open them. Take breaks; you may stop at any point.",
        "本报告中的回复可能针对谈及自杀与自伤的来访者。相关文本默认折叠，只有点开才会显示。请量力而读，随时可以停下。",
    ),
    "report.content_note_redacted": Both(
        "These responses may answer people who speak of suicide and self-harm. This copy holds none of their texts.",
        "本报告中的回复可能针对谈及自杀与自伤的来访者。本版本不含任何原文。",
    ),
    "report.redacted": Both("Redacted copy", "脱敏版"),
    "report.redacted_text": Both(
        "Case texts, judges' reasons and quotes were left out. Names, ids and counts remain: this is not "
        "anonymisation.",
        "已略去个案原文、评审理由与引文。名称、编号与计数仍然保留，因此不等于匿名化。",
    ),
    "report.unreviewed": Both("Not clinician-reviewed", "未经临床专家审阅"),
    "report.unreviewed_text": Both(
        "No clinician has signed the wording of this rubric. Treat every number as a draft.",
        "尚无临床专家对本评分标准的措辞签署意见，所有数字请视为草稿。",
    ),
    "report.illustrative": Both("Illustrative labels", "示例标注"),
    "report.illustrative_text": Both(
        "The expert labels come from the bundled example and were made up. They show how this page reads; they say "
        "nothing about any model.",
        "专家标注来自随附的示例，为虚构内容，仅用于演示本页的读法，不说明任何模型的好坏。",
    ),
    "report.contents": Both("On this page", "本页内容"),
    # 1 What was asked
    "asked.title": Both("What was asked", "评测内容"),
    "asked.responses": Both("Responses", "回复"),
    "asked.scenarios": Both("Scenarios", "情境"),
    "asked.candidates": Both("Candidates", "被评模型"),
    "asked.dimensions": Both("Dimensions", "维度"),
    "asked.repeats": Both("Repeats", "重复次数"),
    "asked.judgments": Both("Judgments asked for", "应作判断"),
    "asked.labelled": Both("Responses with labels", "有标注的回复"),
    "asked.experts": Both("Experts", "专家"),
    "asked.judges": Both("The judges", "评审"),
    "asked.model": Both("Model", "模型"),
    "asked.settings": Both("Settings", "设置"),
    "asked.no_settings": Both("none set", "未设置"),
    "asked.questions": Both("The questions, in the rubric's words", "评分标准中的问题"),
    "asked.question": Both("Question", "问题"),
    "asked.passes_on": Both("Passes on", "通过条件"),
    "asked.source": Both("Source", "来源"),
    # 2 Coverage
    "coverage.lead": Both(
        "A judgment that was not obtained is never a number. Read this table first: where much is missing, no rate "
        "below can be trusted, and what is missing is rarely missing by chance.",
        "没有得到的判断，绝不折算成数字。请先读此表：缺失多的地方，下文的比率都不可信；而缺失往往并非偶然。",
    ),
    "coverage.picture": Both("Share of what was asked", "占应判的比例"),
    # 3 First table
    "first.lead": Both(
        "The question that matters most: of the problems experts saw, how many did a judge let pass? "
        "Beside each judge stand the experts themselves, held to the same measure, and a judge that never objects.",
        "最要紧的问题：专家看到的问题，评审放过了多少？同一尺度下并列专家本人，以及一个从不提出异议的评审。",
    ),
    "first.no_labels": Both(
        "No expert labels were given, so nobody can say what these judges miss. Until experts have labelled a sample, "
        "the scores below are one machine's opinion.",
        "没有提供专家标注，因此无从得知这些评审漏掉了什么。在专家标注样本之前，下面的分数只是机器的一家之言。",
    ),
    "first.picture": Both("Share missed", "漏报比例"),
    "first.everything": Both("100 %", "100%"),
    "first.legend_judge": Both("judge, with interval", "评审（含区间）"),
    "first.legend_best": Both("best expert", "最佳专家"),
    "first.legend_worst": Both("worst expert", "最差专家"),
    "first.legend_always": Both("always pass", "一律放行"),
    "first.flagged_note": Both(
        "In brackets: the clusters (scenarios, unless others were named) those come from, where fewer. With sampling_p "
        "the counts are plain and the intervals weighted.",
        "括号内：所涉聚类数（未另行指定时为情境；少于条目数时列出）。有 sampling_p 时，计数未加权，区间已加权。",
    ),
    "first.unread": Both("{n} not read", "{n} 个未读到"),
    "first.repeat": Both("repeat {repeat}", "第 {repeat} 次重复"),
    # 4 Scores
    "scores.heading": Both("Scores", "评分"),
    "scores.lead": Both(
        "How often each candidate passed, as each judge sees it. A deeper tint marks more failures; the numbers say "
        "the same. A veto means that a critical dimension failed: such a response stays in the mean and is counted "
        "apart.",
        "在各评审眼中，每个被评模型通过的比例。颜色越深，不通过越多；数字表达同样的信息。否决指某个否决项未通过："
        "该回复仍计入均分，并单独计数。",
    ),
    "scores.baselines": Both("Scores by baselines", "基线给出的评分"),
    "scores.baseline_why": Both(
        "A baseline is no judge to be trusted. It shows what a score looks like when nothing was understood.",
        "基线并非可信的评审，它展示的是毫无理解时分数会是什么样子。",
    ),
    "scores.range": Both("{range} if all read", "全部读到时 {range}"),
    # 5 Agreement
    "agreement.heading": Both("Agreement with the experts", "与专家的一致性"),
    "agreement.lead": Both(
        "Experts disagree too. A judge is as good as an expert here when its row looks like theirs, and no single "
        "number is safe: where problems are rare, a judge that sees nothing agrees almost always.",
        "专家之间也有分歧。若评审一行与专家一行相近，可认为其表现接近专家；但任何单一指标都不可靠：问题罕见时，什么都"
        "看不见的评审也几乎总是“一致”。",
    ),
    "agreement.picture": Both("κ from −1 to 1", "κ：−1 至 1"),
    "agreement.more": Both(
        "Shown: each repeat's mean; the full list of statistics is in the JSON output.",
        "如有重复，显示各次的均值；全部统计量见 JSON 输出。",
    ),
    # 6 Cases
    "cases.title": Both("Where judge and experts differ", "评审与专家意见不同之处"),
    "cases.lead": Both(
        "Critical dimensions first. Each case opens on its own; the text may be hard to read.",
        "否决项在前。每个个案可单独展开；内容可能令人不适。",
    ),
    "cases.lead_redacted": Both("Critical dimensions first. Texts were left out.", "否决项在前。原文已略去。"),
    "cases.none": Both("On no labelled case do judge and experts differ.", "在有标注的个案上，评审与专家没有分歧。"),
    "cases.count": Both("{n} cases", "{n} 个个案", one="1 case"),
    "cases.left_out": Both(
        "{n} further cases are not shown here.", "另有 {n} 个个案未在此显示。", one="1 further case is not shown here."
    ),
    "cases.judge_says": Both("Judge", "评审"),
    "cases.response": Both("Response of {candidate}", "{candidate} 的回复"),
    "cases.no_text": Both("No text was recorded.", "没有记录文本。"),
    # 7 Provenance
    "provenance.title": Both("Provenance", "来源与设置"),
    "provenance.methods": Both("A paragraph for your methods section", "可直接引用的方法说明"),
    "provenance.no_labels": Both("No expert labels were available.", "没有专家标注可供参照。"),
    "provenance.notes": Both("Notes", "说明"),
    "provenance.rubric": Both("Rubric", "评分标准"),
    "provenance.labels": Both("Labels", "标注"),
    "provenance.sha256": Both("Rubric fingerprint", "评分标准指纹"),
    "provenance.review": Both("Reviewed by", "审阅人"),
    "provenance.print": Both(
        "Cases that are folded when you print stay folded on paper.", "打印时处于折叠状态的个案，纸面上也不会显示。"
    ),
    # 8 Glossary
    "glossary.title": Both("Glossary", "术语说明"),
    "report.foot": Both(
        "This page holds everything it shows: it loads nothing, runs nothing and sends nothing.",
        "本页自含全部内容：不加载外部资源，不运行脚本，不发送数据。",
    ),
}
