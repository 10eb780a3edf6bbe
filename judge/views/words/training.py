"""What is said while a classifier is trained, and when it is."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "train.step": Both(
        "seed {seed} · epoch {epoch} of {epochs} · batch {done} of {of} · loss {loss} · {speed} texts/s",
        "种子 {seed} · 第 {epoch}/{epochs} 轮 · 第 {done}/{of} 批 · 损失 {loss} · 每秒 {speed} 条文本",
    ),
    "train.part": Both("{done} of {of} models trained", "已训练 {done}/{of} 个模型"),
    "train.epoch": Both(
        "seed {seed} · epoch {epoch} of {epochs} done · loss {loss} · on validation: loss {held}, κ {kappa}, "
        "accuracy {accuracy}",
        "种子 {seed} · 第 {epoch}/{epochs} 轮完成 · 损失 {loss} · 验证集：损失 {held}，κ {kappa}，准确率 {accuracy}",
    ),
    "train.picked": Both(
        "These figures picked the epoch and the seed, so they flatter it: judge labelled texts it never saw.",
        "轮次和种子正是按这些数字选出的，因此它们偏乐观：请用分类器从未见过的已标注文本来评估。",
    ),
    "train.out_of_fold": Both(
        "Each text was judged by a model that had not seen its conversation; nothing was picked by these figures.",
        "每条文本都由未见过其所在对话的模型判断；没有用这些数字做过任何挑选。",
    ),
    "train.use": Both("Use it as a judge: -j {judge}", "作为评审使用：-j {judge}"),
    "column.texts": Both("Texts", "文本"),
    "column.folds": Both("Folds", "折"),
    "column.seed": Both("Seed", "种子"),
    "column.epoch": Both("Epoch", "轮次"),
    "column.picked": Both("Picked", "选中"),
    "column.train_loss": Both("Training loss", "训练损失"),
    "column.loss": Both("Validation loss", "验证损失"),
    "column.accuracy": Both("Accuracy", "准确率"),
    "column.cohen_kappa": Both("Cohen κ", "Cohen κ"),
    "column.f1_macro": Both("Macro F1", "宏平均 F1"),
    "column.f1_weighted": Both("Weighted F1", "加权 F1"),
}
