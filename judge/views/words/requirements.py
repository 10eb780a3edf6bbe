"""Words of ``judge split`` and ``judge gate``, and of labels that cannot speak of a judge."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # Why a judge's misses are unknown
    "reason.only what this judge flagged was labelled, so what it missed cannot be known: "
    "write sampling_p, or label some of what it passed": Both(
        "only what this judge flagged was labelled, so what it missed cannot be known: "
        "write sampling_p, or label some of what it passed",
        "只标注了该评审所标记的条目，因而无从得知其漏报：请写明 sampling_p，或补充标注一些其放行的条目",
    ),
    "reason.only what this judge passed was labelled, so what it gets right cannot be known: "
    "write sampling_p, or label some of what it flagged": Both(
        "only what this judge passed was labelled, so what it gets right cannot be known: "
        "write sampling_p, or label some of what it flagged",
        "只标注了该评审所放行的条目，因而无从得知其判对了多少：请写明 sampling_p，或补充标注一些其标记的条目",
    ),
    # judge split
    "split.done": Both("The labels with their split are in {file}", "带 split 列的标注已写入 {file}"),
    "column.split": Both("Split", "划分"),
    "column.clusters": Both("Clusters", "聚类"),
    "column.responses": Both("Responses", "回复"),
    "column.rows": Both("Rows", "行"),
    "column.flagged_any": Both("Flagged by any expert", "任一专家标记"),
    "column.cleared_all": Both("Cleared by all", "全体放行"),
    # judge gate
    "gate.held": Both(
        "gate held: {n} of {n} checks hold ({run})",
        "门槛通过：{n} 项检查全部满足（{run}）",
        "gate held: the one check holds ({run})",
    ),
    "gate.missed": Both(
        "gate missed: {missed} of {n} checks do not hold ({run})",
        "门槛未通过：{n} 项检查中有 {missed} 项不满足（{run}）",
    ),
    "gate.requirement_holds": Both("holds: {requirement} ({held} of {n})", "满足：{requirement}（{n} 项中 {held} 项）"),
    "gate.requirement_missed": Both(
        "does not hold: {requirement} ({failed} of {n} checks fail)",
        "不满足：{requirement}（{n} 项检查中 {failed} 项未通过）",
    ),
    "gate.every_dimension": Both("all", "全部"),
    "column.requirement": Both("Requirement", "要求"),
    "column.measured": Both("Measured", "测得"),
    "column.why": Both("Why not", "原因"),
}
