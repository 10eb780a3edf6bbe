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
}
