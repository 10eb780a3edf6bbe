"""What the commands say besides tables: what was written where, what was left out, what to do next."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "cli.error": Both("error: {error}", "错误：{error}"),
    "cli.hint": Both("  hint: {hint}", "  提示：{hint}"),
    "cli.report_written": Both("The report is in {path}", "报告已写入 {path}"),
    # judge rubrics
    "rubrics.unreviewed": Both("not clinician-reviewed", "未经临床专家审阅"),
    "rubrics.fault": Both("cannot be read: {fault}", "无法读取：{fault}"),
    "rubrics.none": Both("There is no rubric here.", "没有找到评分标准。"),
    "rubrics.ok": Both(
        "ok: {file} ({id}, version {version}, {n} dimensions, {languages})",
        "通过：{file}（{id}，版本 {version}，{n} 个维度，{languages}）",
        "ok: {file} ({id}, version {version}, 1 dimension, {languages})",
    ),
    "rubrics.misnamed": Both(
        "{file} is found as {name!r}, and tables will call it {id!r}: give file and id the same name",
        "{file} 的查找名是 {name!r}，表格中却显示为 {id!r}：请让文件名与 id 相同",
    ),
    # judge prompts
    "prompts.title": Both(
        "{rubric} {version} · {ask} · {form} · {language} · {number}/{n}: {dimensions}",
        "{rubric} {version} · {ask} · {form} · {language} · {number}/{n}：{dimensions}",
    ),
    "prompts.stand_in_context": Both("(the person's words stand here)", "（此处为来访者的话）"),
    "prompts.stand_in_criterion": Both("(a criterion stands here)", "（此处为一条细则）"),
    "prompts.stand_in": Both("(the case stands here)", "（此处为待评回复）"),
    "prompts.gated": Both(
        "a gate takes {dimensions} out for this response: not asked", "适用条件使该回复不必回答 {dimensions}：不提问"
    ),
    "prompts.silence": Both(
        "this response holds no word: a judge is never asked about it", "该回复没有任何文字：不会送交评审"
    ),
    "prompts.token": Both(
        "###### stands for six digits, new in every run and for every question",
        "###### 代表六位数字，每次运行、每个问题都不同",
    ),
    # judge labels
    "labels.sheet": Both("for {rater}: {file}", "交给 {rater}：{file}"),
    "labels.key": Both("for nobody but you: {file}", "仅供您保管：{file}"),
    "labels.keep": Both(
        "Keep the key file beside the sheets when they come back; raters must not get it.",
        "收回标注表后请将对照文件放在其旁边；不要把它交给标注者。",
    ),
    "labels.count": Both("{n} labels on {responses} responses", "{responses} 条回复，共 {n} 个标注"),
    "column.role": Both("Role", "角色"),
    "column.labelled": Both("Labelled", "已标注"),
    "column.not_applicable": Both("Not applicable", "不适用"),
    "column.empty": Both("Left empty", "留空"),
    # judge forget
    "forget.done": Both(
        "Removed, with every call and judgment made from it. This run has forgotten {n} responses in all.",
        "已删除该回复及由它产生的全部调用与判断。本次运行累计删除 {n} 条回复。",
        "Removed, with every call and judgment made from it. This run has forgotten 1 response in all.",
    ),
    "forget.elsewhere": Both(
        "Not touched: exports, sheets, labels, reports and input files outside {run}, and its copies in backups.",
        "未处理：{run} 之外的导出文件、标注表、标签、报告和输入文件，以及备份中的副本。",
    ),
    # judge export
    "export.done": Both("{n} rows in {path}", "{n} 行已写入 {path}", "1 row in {path}"),
    "export.tasks": Both(
        "{n} tasks in {path}, the labelling config in {config}",
        "{n} 个任务已写入 {path}，标注界面配置已写入 {config}",
        "1 task in {path}, the labelling config in {config}",
    ),
    # judge init
    "init.done": Both("{folder} is ready. Next:", "{folder} 已就绪。接下来："),
}
