"""What is said about rubrics: as an expert reads one, and field by field as an editor explains one."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # A rubric as an expert reads it
    "rubric.version": Both("{id}, version {version}", "{id}，版本 {version}"),
    "rubric.languages": Both("texts in {languages}", "文本语言：{languages}"),
    "rubric.source": Both("Source", "来源"),
    "rubric.review": Both("Review", "审阅"),
    "rubric.reviewed_by": Both("{by}, {role}, {date}", "{by}，{role}，{date}"),
    "rubric.reviewed": Both("reviewed by a clinician", "已由临床专家审阅"),
    "rubric.asked": Both("Asked", "提问方式"),
    "rubric.per_rubric": Both("all questions in one call", "一次提出全部问题"),
    "rubric.per_dimension": Both("one question a call", "每次只提一个问题"),
    "rubric.way": Both("{per}, in the way {ask}", "{per}，方式为 {ask}"),
    "rubric.examples": Both("Worked examples", "示例"),
    "rubric.sum": Both("Sum", "总分"),
    "rubric.sum_text": Both("{low} to {high} points", "{low} 至 {high} 分"),
    "rubric.question": Both("Question", "问题"),
    "rubric.answers": Both("Allowed answers", "可选答案"),
    "rubric.unit": Both("Judged", "评判单位"),
    "rubric.unit_user_turn": Both(
        "each turn of the user, with what was said before it", "来访者的每一轮发言（连同此前的对话）"
    ),
    "rubric.unit_assistant_turn": Both(
        "each turn of the assistant, with what was said before it", "支持者的每一轮发言（连同此前的对话）"
    ),
    "rubric.unit_conversation": Both("the conversation as a whole", "整段对话"),
    "rubric.choose": Both("To be chosen", "选择方式"),
    "rubric.choose_any": Both(
        "every answer that applies, each rated as a yes or no; alone: {alone}",
        "凡符合的都选，每个答案各作一次是否判断；只能单选：{alone}",
    ),
    "rubric.exclusive": Both("One class", "唯一类别"),
    "rubric.exclusive_text": Both("the first of those chosen: {answers}", "所选答案中排在最前的一个：{answers}"),
    "rubric.scale": Both("Scale", "量表"),
    "rubric.scale_ordinal": Both("ordinal: from lowest to highest", "顺序量表：从低到高"),
    "rubric.scale_interval": Both(
        "interval: from lowest to highest, in even steps", "等距量表：从低到高，各级间距相等"
    ),
    "rubric.passes": Both("Speaks for it", "通过的答案"),
    "rubric.passes_text": Both("{answers} (never shown to a judge)", "{answers}（不向评审出示）"),
    "rubric.leads": Both("Leads to", "通向"),
    "rubric.ends": Both("the end", "结束"),
    "rubric.classes": Both("Classes, in order", "类别（按次序）"),
    "rubric.outcomes": Both("Outcomes, best first", "结局（从好到坏）"),
    "rubric.groups": Both("Groups, each with its outcome", "各组问题（各有结局）"),
    "rubric.weight": Both("Points", "分值"),
    "rubric.critical": Both("Critical", "否决项"),
    "rubric.critical_text": Both(
        "a failing answer fails the whole response, whatever the sum", "该项不通过，则无论总分多少，整条回复不通过"
    ),
    "rubric.evidence": Both("Evidence", "引文"),
    "rubric.evidence_quote": Both(
        "the judge quotes the response, and the quote is looked up in it", "评审须引用回复原文，系统会核对引文是否存在"
    ),
    "rubric.evidence_spans": Both(
        "the judge lists the exact words its reason rests on, and each is looked up in the text",
        "评审须列出理由所依据的全部原文片段，系统会逐一核对",
    ),
    "rubric.gate": Both("Asked only when", "适用条件"),
    "rubric.gate_absent": Both(
        "{gate}. A response without the tag is asked all the same.", "{gate}。没有该标签的回复照常提问。"
    ),
    "rubric.steps": Both("Steps", "推理步骤"),
    "rubric.criteria": Both("{answer} means", "“{answer}”的含义"),
    "rubric.aliases": Both("Also called", "别名"),
    "gate.tag": Both("the tag {tag} is {values}", "标签 {tag} 为 {values}"),
    "gate.answer": Both("“{name}” ({id}) was answered {values}", "“{name}”（{id}）的答案为 {values}"),
    "gate.or": Both(" or ", "或"),
    "gate.and": Both(" and ", "且"),
    "gate.comma": Both(", ", "、"),
    # Where a rubric was found
    "origin.shipped": Both("shipped with psyjudge", "随软件提供"),
    "origin.working directory": Both("yours, in the working directory", "来自当前目录"),
    "origin.JUDGE_PATH": Both("yours, from JUDGE_PATH", "来自 JUDGE_PATH"),
    "origin.path": Both("from this path", "来自所给路径"),
    # The fields of a rubric file, as an editor explains them
    "field.Text": Both(
        "A text in each language of the rubric, e.g. {{en: ..., zh: ...}}.",
        "每种语言各写一份文本，例如 {{en: ..., zh: ...}}。",
    ),
    "field.Rubric": Both("A rubric: what an expert asks about a response.", "评分标准：专家就一条回复提出的问题。"),
    "field.Rubric.id": Both(
        "Small letters, digits and _; the file should be called the same.", "小写字母、数字和 _；文件名应与之相同。"
    ),
    "field.Rubric.version": Both(
        "In quotes. Raise it whenever a word of the file changes.", "加引号。文件中任何文字改动后都应提高版本号。"
    ),
    "field.Rubric.title": Both(
        "The title. Its languages are the languages of every text.", "标题。标题有哪些语言，其余文本就须有哪些语言。"
    ),
    "field.Rubric.source": Both("Whose expertise this is, with a citation.", "专业依据的来源，附引用。"),
    "field.Rubric.review": Both(
        "Clinicians who signed it; while empty, every table says so.",
        "签署的临床专家；为空时，每张表都会注明未经审阅。",
    ),
    "field.Rubric.unit": Both(
        "What one judgment is about: a response, each turn of the user or of the assistant, or a whole conversation.",
        "每次评判的对象：一条回复、来访者或助手的每一轮发言，或整段对话。",
    ),
    "field.Rubric.decide": Both(
        "each: every dimension stands for itself; first: an ordered tree, of which the first answer that fires is the "
        "class; flow: a graph of questions that ends in outcomes.",
        "each：各维度独立判断；first：有序的判断树，首个命中的答案即为类别；flow：问题流程图，最终得出结局。",
    ),
    "field.Rubric.dimensions_from": Both(
        "scenario: the one question is asked of every criterion that a scenario brings along.",
        "scenario：对情境自带的每一条细则各提问一次。",
    ),
    "field.Rubric.question": Both(
        "With decide: first or flow, what is asked where the class or the outcome is asked for at once.",
        "用于 decide: first 或 flow：一次问出类别或结局时的问题。",
    ),
    "field.Rubric.otherwise": Both(
        "With decide: first, the class when nothing fires.", "用于 decide: first：无一命中时的类别。"
    ),
    "field.Rubric.outcomes": Both("With decide: flow, from best to worst.", "用于 decide: flow：结局，从好到坏。"),
    "field.Rubric.passes_on": Both(
        "With decide: flow, the outcomes that speak for the response; the best one when absent.",
        "用于 decide: flow：有利于该回复的结局；不写则为最好的一个。",
    ),
    "field.Rubric.groups": Both(
        "With decide: flow, the names of its groups of questions.", "用于 decide: flow：各组问题的名称。"
    ),
    "field.Rubric.per": Both(
        "One call for the whole rubric, or one for each dimension.", "整份评分标准一次提问，或每个维度一次。"
    ),
    "field.Rubric.ask": Both(
        "The way of asking when none is named; expert_chain when absent.", "默认提问方式；不写则为 expert_chain。"
    ),
    "field.Rubric.examples": Both("Worked examples, shown to the judge.", "向评审展示的示例。"),
    "field.Rubric.canaries": Both(
        "Known cases judged beside the data, to see whether a judge still judges.",
        "与数据一起评判的已知样例，用来检验评审是否正常。",
    ),
    "field.Rubric.general_canaries": Both(
        "Whether the seven general known cases, replies to a person, fit this rubric; false where something else is "
        "judged.",
        "七个通用已知样例（写给来访者的回复）是否适用于本评分标准；评判对象不是这类回复时写 false。",
    ),
    "field.Rubric.dimensions": Both("The questions, in the order asked.", "各个问题，按提问顺序。"),
    "field.Review": Both("A clinician's signature.", "临床专家的签署。"),
    "field.Review.by": Both("Who.", "姓名。"),
    "field.Review.role": Both("In what capacity.", "身份。"),
    "field.Review.date": Both("When, in quotes.", "日期，加引号。"),
    "field.Dimension": Both(
        "One question with a closed set of answers and the steps to walk first.",
        "一个问题：有限的答案，以及作答前的推理步骤。",
    ),
    "field.Dimension.id": Both(
        "Small letters, digits and _; tables and label files use it.", "小写字母、数字和 _；表格与标注文件以此称呼它。"
    ),
    "field.Dimension.aliases": Both("Other names found in labels.", "标注中可能出现的其他名称。"),
    "field.Dimension.group": Both("A heading it stands under.", "所属的小标题。"),
    "field.Dimension.name": Both("A short name.", "简称。"),
    "field.Dimension.question": Both("The one question the judge answers.", "评审要回答的唯一问题。"),
    "field.Dimension.answers": Both(
        "The answers; yes and no when absent. not_applicable and unclear always stand beside them.",
        "可选答案；不写则为 yes 和 no。not_applicable 与 unclear 总是可选。",
    ),
    "field.Dimension.scale": Both(
        "nominal: answers have no order; ordinal: listed from lowest to highest; interval: in even steps too.",
        "nominal：答案之间没有顺序；ordinal：答案从低到高排列；interval：且各级间距相等。",
    ),
    "field.Dimension.choose": Both(
        "one: exactly one answer is given; any: any number of them, each a yes or no of its own.",
        "one：只选一个答案；any：可选任意多个，每个答案各自判断是否。",
    ),
    "field.Dimension.exclusive": Both(
        "With choose: any, the answers by precedence: the first that was given is the one class.",
        "用于 choose: any：按优先次序列出答案，首个被选中的即为唯一类别。",
    ),
    "field.Dimension.passes_on": Both(
        "The answers that speak for the response; never shown to a judge. May be absent on a scale, or where any may "
        "be chosen: then there is a mean or a share, and no rate.",
        "有利于该回复的答案；不向评审出示。量表或可多选的问题可以不写：此时只有均值或比例，不计通过率。",
    ),
    "field.Dimension.points": Both(
        "Weight in the sum, 1 when absent (0 when critical, or when no answer passes); may be negative; 0 stays "
        "outside the sum.",
        "在总分中的权重，不写则为 1（否决项或没有答案算“通过”时为 0）；可为负；0 表示不计入总分。",
    ),
    "field.Dimension.critical": Both(
        "true: a failing answer fails the response whatever the sum.", "true：该项不通过，则整条回复不通过。"
    ),
    "field.Dimension.evidence": Both(
        "quote: the judge quotes the response, and the quote is checked; spans: as many exact quotes as its reason "
        "rests on, each checked.",
        "quote：评审须引用回复原文，引文会被核对；spans：列出理由所依据的全部原文片段，逐一核对。",
    ),
    "field.Dimension.applies_when": Both(
        "A gate: when the question is asked at all.", "适用条件：何时才提出这个问题。"
    ),
    "field.Dimension.steps": Both("The reasoning, in the order an expert walks it.", "推理步骤，按专家的思考顺序。"),
    "field.Dimension.then": Both(
        "With decide: flow, where each answer leads; to the next question of the file when absent.",
        "用于 decide: flow：每个答案通向何处；不写则转到文件中的下一个问题。",
    ),
    "field.Dimension.criteria": Both(
        "What each answer means, by answer; or a list of that, each with the tags it is for (when).",
        "逐个答案说明其含义；也可列出若干组，每组用 when 写明适用的标签。",
    ),
    "field.Guidance": Both(
        "What each answer means for the cases whose tags fit; the first part that fits counts.",
        "标签符合时各答案的含义；以首个符合的一组为准。",
    ),
    "field.Guidance.when": Both(
        "A gate on tags; a case without the tag does not fit. Without it the part is for every case.",
        "针对标签的条件；没有该标签的个案不算符合。不写则适用于所有个案。",
    ),
    "field.Route": Both("Where an answer of a flow leads.", "流程中一个答案通向何处。"),
    "field.Route.outcome": Both("What it comes to.", "得出的结局。"),
    "field.Route.next": Both("The next question; none ends the group.", "下一个问题；不写则到此为止。"),
    "field.Answer": Both("An answer: its id, or more about it.", "一个答案：只写代号，或附加说明。"),
    "field.Answer.id": Both("Small letters, digits and _.", "小写字母、数字和 _。"),
    "field.Answer.name": Both("What people call it.", "人们对它的称呼。"),
    "field.Answer.aliases": Both("Other words for it in labels.", "标注中表示它的其他写法。"),
    "field.Answer.criterion": Both(
        "What it means, of a class or an outcome that no question's criteria explain.",
        "没有问题的评分要点说明的类别或结局，在此写明含义。",
    ),
    "field.Answer.alone": Both(
        "With choose: any, an answer that no other may stand beside.", "用于 choose: any：不能与其他答案并选的答案。"
    ),
    "field.Gate": Both(
        "A gate; every condition named must hold. A tag is written as tag.NAME: [values].",
        "适用条件；所列条件须全部成立。标签写作 tag.名称: [取值]。",
    ),
    "field.Gate.tag": Both(
        "The response's tag has one of these values; without the tag the question is asked.",
        "回复的该标签取其中之一；没有该标签时照常提问。",
    ),
    "field.Gate.dimension": Both("Another dimension, by id.", "另一个维度的 id。"),
    "field.Gate.answer": Both("It was answered with one of these.", "它的答案为其中之一。"),
    "field.Gate.any": Both("At least one of these gates holds.", "其中至少一个条件成立。"),
    "field.Gate.all": Both("All of these gates hold.", "其中所有条件成立。"),
    "field.Example": Both("A worked example for the whole rubric.", "针对整份评分标准的示例。"),
    "field.Example.turns": Both("What was said before the response.", "回复之前的对话。"),
    "field.Example.response": Both("The response.", "回复。"),
    "field.Example.answers": Both("The right answers, by dimension.", "各维度的正确答案。"),
    "field.Example.rationale": Both("Why: one text, or one for each dimension.", "理由：一段文字，或每个维度一段。"),
    "field.Example.language": Both(
        "Shown only in prompts of this language; in every prompt when absent.",
        "只在该语言的提示词中出现；不写则总是出现。",
    ),
    "field.Canary": Both(
        "A known case that every run puts before its judges beside the data.",
        "每次运行都会与数据一起交给评审的已知样例。",
    ),
    "field.Canary.id": Both(
        "What tables call it; of several with one id, each in its language, a run asks one.",
        "表格中的名称；同一 id 可按语言各写一条，每次运行只问其中一条。",
    ),
    "field.Canary.turns": Both("What was said before the response.", "回复之前的对话。"),
    "field.Canary.context": Both(
        "What was said before, as one string, where there are no turns.", "没有 turns 时，以一段文字写出的上文。"
    ),
    "field.Canary.response": Both("The response; it may be empty.", "回复；可以为空。"),
    "field.Canary.answers": Both(
        "The one right answer of each dimension named, or several of which one will do; others may be answered in any "
        "way.",
        "所列各维度唯一正确的答案，或任一即可的几个答案；未列出的维度不作要求。",
    ),
    "field.Canary.tags": Both("Tags by name, for gates.", "标签，供适用条件读取。"),
    "field.Canary.criterion": Both(
        "What the response is held against, where criteria come with each scenario.",
        "评分细则由情境自带时，用来衡量该回复的那一条细则。",
    ),
    "field.Canary.language": Both("Its language; what the text looks like when absent.", "其语言；不写则按文本判断。"),
    "field.ExampleTurn": Both("One utterance.", "一句话。"),
    "field.ExampleTurn.role": Both("Who speaks.", "说话者。"),
    "field.ExampleTurn.content": Both("What is said.", "内容。"),
}
