"""Words for the codes that stand in the data: states, statistics, ways of making an interval."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # States of a judgment, and of a rating
    "state.scored": Both("scored", "已判定"),
    "state.observed": Both("scored", "已判定"),
    "state.not_applicable": Both("not applicable", "不适用"),
    "state.abstained": Both("could not decide", "无法判断"),
    "state.refused": Both("refused", "拒答"),
    "state.refused_provider": Both("refused by the provider", "服务商拒答"),
    "state.refused_model": Both("refused by the model", "模型拒答"),
    "state.failed": Both("not read", "未读到"),
    "state.gated": Both("gated out", "条件不适用"),
    "state.truncated": Both("cut off", "回答被截断"),
    "state.malformed": Both("unreadable", "回答无法读取"),
    "state.empty": Both("empty reply", "空回答"),
    "state.failed_transport": Both("no connection", "连接失败"),
    "state.failed_config": Both("wrongly configured", "配置有误"),
    "state.withheld": Both("withheld", "未发送"),
    "state.cancelled": Both("not finished", "未完成"),
    # The answers every rubric has; a rubric names its own itself
    "answer.yes": Both("yes", "是"),
    "answer.no": Both("no", "否"),
    "answer.unclear": Both("unclear", "不确定"),
    "answer.not_applicable": Both("not applicable", "不适用"),
    "answer.abstained": Both("could not decide", "无法判断"),
    # Why a case differs
    "kind.missed": Both("missed", "漏报"),
    "kind.false_alarm": Both("false alarm", "误报"),
    "kind.unread": Both("not read", "未读到"),
    "kind.answer": Both("another answer", "判断不同"),
    # Statistics
    "statistic.percent_agreement": Both("Agreement", "一致率"),
    "statistic.cohen_kappa": Both("Cohen κ", "Cohen κ"),
    "statistic.krippendorff_alpha_nominal": Both("Krippendorff α", "Krippendorff α"),
    "statistic.gwet_ac1": Both("Gwet AC1", "Gwet AC1"),
    "statistic.sensitivity": Both("Sensitivity", "灵敏度"),
    "statistic.specificity": Both("Specificity", "特异度"),
    # Why a statistic is undefined, by the reason as judge.stats.estimate gives it
    "reason.no item was rated by both": Both("no item was rated by both", "没有双方都评过的条目"),
    "reason.no item has two ratings": Both("no item has two ratings", "没有一个条目有两份评定"),
    "reason.no variation: every rating is the same": Both(
        "no variation: every rating is the same", "没有差异：所有评定都相同"
    ),
    "reason.no variation: one of the two gave every item the same answer": Both(
        "no variation: one of the two gave every item the same answer", "没有差异：其中一方对所有条目的判断都相同"
    ),
    "reason.the reference flags no item": Both("the reference flags no item", "参照没有标记任何条目"),
    "reason.the reference clears no item": Both("the reference clears no item", "参照没有放行任何条目"),
    "reason.the reference gave every item the same answer": Both(
        "the reference gave every item the same answer", "参照对所有条目的判断都相同"
    ),
    "reason.neither the reference nor the judge flags an item": Both(
        "neither the reference nor the judge flags an item", "参照和评审都没有标记任何条目"
    ),
    # Intervals
    "interval.wilson": Both("Wilson, 95 %", "Wilson 法，95%"),
    "interval.wilson_over_responses": Both(
        "Wilson over responses, not over repeats, 95 %", "Wilson 法（以回复数而非重复数计），95%"
    ),
    "interval.wilson_effective": Both(
        "Wilson on the effective number of responses, 95 %", "Wilson 法（以有效回复数计），95%"
    ),
    "interval.exact": Both("exact, 95 %", "精确法，95%"),
    "interval.cluster_bootstrap": Both("bootstrap over scenarios, 95 %", "按情境自助法，95%"),
    # References
    "reference.any": Both("any expert", "任一专家"),
    "reference.all": Both("all experts", "全体专家"),
    "reference.majority": Both("majority of experts", "专家多数"),
    "reference.pairs": Both("mean over pairs", "两两平均"),
    # Parameters of a judge
    "setting.ask": Both("way of asking", "提问方式"),
    "setting.per": Both("asked per", "提问单位"),
    "setting.reply": Both("reply form", "回答格式"),
    "setting.language": Both("language", "语言"),
    "setting.rubric": Both("rubric", "评分标准"),
    "setting.rubric sha256": Both("rubric sha256", "评分标准 sha256"),
    "setting.reader version": Both("reader version", "读取器版本"),
}
