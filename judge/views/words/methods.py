"""Words of the paragraph on methods, as a paper would have them; one sentence a line."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "methods.n_responses": Both("{n} responses", "{n} 条回复", "1 response"),
    "methods.n_candidates": Both("{n} candidate models", "{n} 个被评模型", "1 candidate model"),
    "methods.n_scenarios": Both("{n} scenarios", "{n} 个情境", "1 scenario"),
    "methods.n_dimensions": Both("{n} dimensions", "{n} 个维度", "1 dimension"),
    "methods.n_experts": Both("Independently of each other, {n} experts", "{n} 位专家独立", "One expert"),
    "methods.n_clusters": Both("{n} clusters", "{n} 个聚类", "1 cluster"),
    "methods.data": Both(
        "We judged {responses} of {candidates} to {scenarios} on {dimensions} of the rubric “{title}” (version"
        " {version}, SHA-256 {sha}), {review}.",
        "评判对象为 {candidates}在 {scenarios}下的 {responses}；依据评分标准《{title}》（版本 {version}，"
        "SHA-256 {sha}，{review}）的 {dimensions}。",
    ),
    "methods.reviewed": Both("which clinicians have reviewed", "已经临床专家审阅"),
    "methods.unreviewed": Both("which no clinician has reviewed", "未经临床专家审阅"),
    "methods.judges": Both(
        "The judges were {judges}; every judgment was obtained {repeats} times independently, and each repeat was"
        " analysed for itself.",
        "评审为 {judges}；每项判断独立重复 {repeats} 次，各次重复分别分析。",
        "The judge was {judges}; every judgment was obtained {repeats} times independently, and each repeat was"
        " analysed for itself.",
    ),
    "methods.judges_once": Both(
        "The judges were {judges}; every judgment was obtained once.",
        "评审为 {judges}；每项判断各作一次。",
        "The judge was {judges}; every judgment was obtained once.",
    ),
    "methods.baselines": Both(
        "For comparison the same responses were given to {judges}, which read no meaning.",
        "作为对照，另将同样的回复交给不理解语义的 {judges}。",
        "For comparison the same responses were given to {judges}, which reads no meaning.",
    ),
    "methods.asked_by": Both("way of asking: {asks}", "提问方式：{asks}"),
    "methods.program": Both("a program of our own", "自编程序"),
    "methods.imported": Both(
        "judgments made elsewhere and imported, with settings not known here", "判断在别处做出后导入，其设置未知"
    ),
    "methods.default_sampling": Both("the provider's default sampling parameters", "采样参数为服务商默认值"),
    "methods.handling": Both(
        "Judgments that were refused, unreadable or never obtained were counted as such and never scored; rates are"
        " over scored judgments, with bounds that take all others for failed or for passed.",
        "拒答、无法读取或未能获得的判断如实计数，不折算为分数；比率以已判定者为分母，并给出将其余判断一律视为不通过或通过"
        "时的上下界。",
    ),
    "methods.no_labels": Both("No expert labels were available.", "没有专家标注可供参照。"),
    "methods.labels": Both(
        "{experts} labelled {labelled} of these responses, in {clusters} ({labels} labels, {least} to {most} per item);"
        " labels of adjudicators, of the development split and of the rubric's worked examples do not enter.",
        "{experts}标注了其中的 {labelled} 条，分属 {clusters}（共 {labels} 个标注，每个条目 {least} 至 {most} 个）；"
        "裁定者的标注、dev 部分的标注以及评分标准示例的标注均不计入。",
    ),
    "methods.weighted": Both(
        "Items drawn for labelling with known probabilities were weighted by the inverse ({cited}).",
        "按已知概率抽取标注的条目，以该概率的倒数加权（{cited}）。",
    ),
    "methods.missed": Both(
        "A response counted as missed when any expert gave it a failing answer and the judge, for whatever reason, did"
        " not; unread replies are misses.",
        "凡有任一专家判为不通过、而评审无论因何未判为不通过者，计为漏报；未读到的回答也计为漏报。",
    ),
    "methods.not_applicable": Both(
        "Items that either side found not applicable were left out of agreement.",
        "任一方认为不适用的条目不计入一致性。",
    ),
    "methods.ties": Both(
        "Where a majority of experts served as reference, ties were left out.", "以专家多数为参照时，票数相等者略去。"
    ),
    "methods.statistics": Both("We report {statistics}.", "报告的统计量包括：{statistics}。"),
    "methods.wilson": Both(
        "Proportions have 95 % Wilson score intervals ({cited})", "比率给出 95% Wilson 得分区间（{cited}）"
    ),
    "methods.effective": Both(
        ", on the effective sample size where responses depend on each other ({cited})",
        "，回复相互关联时以有效样本量计算（{cited}）",
    ),
    "methods.bootstrap": Both(
        "Other 95 % intervals come from a bootstrap over clusters ({cited}) with {replicates} replicates (seed {seed}),"
        " {kind}; all statistics share the same draws, so that differences are paired.",
        "其余 95% 区间由以聚类为单位的自助法（{cited}）得出，重复 {replicates} 次（种子 {seed}），{kind}；所有统计量"
        "共用同一组抽样，因此差异为配对比较。",
    ),
    "methods.bca": Both(
        "bias-corrected and accelerated ({cited}), by percentiles where that is undefined",
        "采用偏差校正加速法（BCa；{cited}），该法无定义时用百分位法",
    ),
    "methods.percentile": Both("by percentiles", "采用百分位法"),
    "methods.undefined": Both(
        "Where a statistic is undefined we say so and give no number.", "统计量无定义时如实说明，不给出数值。"
    ),
    "methods.software": Both("Computations used {software}.", "计算使用 {software}。"),
    "methods.references": Both("References", "参考文献"),
    # Statistics, by the keys of judge/views/methods.py
    "method.missed": Both("the share of flagged responses that a judge missed", "漏报率"),
    "method.false_alarms": Both("the share of cleared responses that it flagged", "误报率"),
    "method.sensitivity": Both("sensitivity and specificity", "灵敏度与特异度"),
    "method.predictive": Both("positive and negative predictive values", "阳性与阴性预测值"),
    "method.balanced_accuracy": Both("balanced accuracy", "平衡准确率"),
    "method.mcc": Both("Matthews' correlation coefficient", "Matthews 相关系数"),
    "method.accuracy": Both("accuracy", "准确率"),
    "method.f1": Both("F1 scores", "F1 值"),
    "method.healthbench": Both("HealthBench's pairwise macro-F1", "HealthBench 的两两宏平均 F1"),
    "method.percent_agreement": Both("percent agreement", "一致率"),
    "method.specific_agreement": Both("positive and negative agreement", "阳性与阴性一致率"),
    "method.cohen_kappa": Both("Cohen's kappa", "Cohen κ"),
    "method.weighted_kappa": Both("weighted kappa", "加权 κ"),
    "method.scott_pi": Both("Scott's pi", "Scott π"),
    "method.fleiss_kappa": Both("Fleiss' kappa", "Fleiss κ"),
    "method.conger_kappa": Both("Conger's kappa", "Conger κ"),
    "method.brennan_prediger": Both("Brennan and Prediger's coefficient", "Brennan–Prediger 系数"),
    "method.pabak": Both("prevalence-adjusted bias-adjusted kappa", "经流行率与偏倚校正的 κ，即 PABAK"),
    "method.gwet": Both("Gwet's AC1 and AC2", "Gwet AC1 与 AC2"),
    "method.alpha": Both("Krippendorff's alpha ({metrics})", "Krippendorff α（{metrics}）"),
    "method.alt_test": Both("the alternative annotator test", "替代标注者检验"),
    "method.soft": Both("distances to the experts' distribution of answers", "与专家答案分布的距离"),
    "method.retest": Both("agreement of a judge with itself over repeats", "评审在重复之间的自身一致性"),
    "method.pass_hat": Both("pass^k", "pass^k"),
    "method.latent": Both("a latent truth fitted to the experts' labels", "由专家标注拟合的潜在真值"),
    "method.icc": Both("intraclass correlations", "组内相关系数"),
    "method.errors": Both("mean absolute and root mean squared errors", "平均绝对误差与均方根误差"),
    "method.kendall": Both("Kendall's tau-b", "Kendall τ-b"),
    "method.spearman": Both("Spearman's rho", "Spearman ρ"),
    "method.pearson": Both("Pearson's r", "Pearson r"),
    "method.ranking": Both(
        "how often judges order pairs of candidates as experts do, and name the same best and worst",
        "评审与专家对被评模型两两排序的一致程度及同评最佳、最差的概率",
    ),
    "method.cost": Both("errors weighted by harm", "按危害加权的错误"),
    "metric.nominal": Both("nominal", "名义"),
    "metric.ordinal": Both("ordinal", "顺序"),
    "metric.interval": Both("interval", "区间"),
    "metric.ratio": Both("ratio", "比率"),
}
