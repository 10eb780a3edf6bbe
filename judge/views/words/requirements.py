"""Words of ``judge split`` and ``judge gate``."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # judge split
    "split.done": Both("The labels with their split are in {file}", "带 split 列的标注已写入 {file}"),
    "column.split": Both("Split", "划分"),
    "column.clusters": Both("Clusters", "聚类"),
    "column.responses": Both("Responses", "回复"),
    "column.rows": Both("Rows", "行"),
    "column.flagged_any": Both("Flagged by any expert", "任一专家标记"),
    "column.cleared_all": Both("Cleared by all", "全体放行"),
}
