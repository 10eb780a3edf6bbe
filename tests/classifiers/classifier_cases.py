"""Labelled texts that can be told apart, a rubric for them, and an encoder small enough to train in a second.

All texts are made up, mild, and written for these tests.
"""

import json
import random
from pathlib import Path

from judge.classifiers.lessons import Item, Lesson
from judge.classifiers.passages import Passage

TREE = """
id: manner
version: "1"
title: {en: Manner, zh: 态度}
decide: first
otherwise: {id: fitting, name: {en: Fitting, zh: 恰当}}
dimensions:
  - id: off_topic
    name: {en: Off topic, zh: 离题}
    question: {en: Does it speak of something else?, zh: 是否答非所问？}
    answers: [beside, near]
    passes_on: [near]
  - id: tone
    name: {en: Tone, zh: 语气}
    question: {en: Is it curt?, zh: 是否生硬？}
    answers: [curt, kind]
    passes_on: [kind]
"""
CLASSES = ("beside", "curt", "fitting")
SAYINGS = {
    "beside": ("今天天气不错呢", "我喜欢喝茶看书", "球赛昨晚很精彩"),
    "curt": ("你想太多了吧", "别再抱怨了好吗", "这点事不算什么"),
    "fitting": ("听起来你很累了", "愿意多说一些吗", "我在这里陪着你"),
}
OPENINGS = ("最近工作很忙", "和朋友闹了别扭", "晚上总睡不好", "考试没有考好")


def rows(n=48, *, seed=5, share=(1, 1, 1)):
    """*n* responses, two a conversation, whose words give their class away."""
    chance = random.Random(seed)  # noqa: S311 - written down, to repeat
    found = []
    for i in range(n):
        opening = f"{OPENINGS[i // 2 % len(OPENINGS)]}，第{i // 2}次来这里"
        (name,) = chance.choices(CLASSES, share)
        said = f"{chance.choice(SAYINGS[name])}，{chance.choice(['嗯', '好', '是'])}{i}"
        turns = [{"role": "user", "content": opening}]
        row = {"id": f"r{i:03d}", "scenario_id": f"s{i // 2:02d}", "candidate": f"c{i % 2}", "turns": turns}
        found.append((row | {"response": said, "language": "zh"}, name))
    return found


def desk(n=48, *, split=None, **how):
    """The files a user has: a rubric, responses, and one expert's labels; *split* gives each row's side."""
    made = rows(n, **how)
    Path("manner.yaml").write_text(TREE, encoding="utf-8")
    Path("r.jsonl").write_text("".join(json.dumps(r) + "\n" for r, _ in made), encoding="utf-8")
    head = "response_id,dimension,rater,answer" + (",split" if split else "")
    lines = [f"{r['id']},manner,ann,{name}" + (f",{split(i)}" if split else "") for i, (r, name) in enumerate(made)]
    Path("labels.csv").write_text("\n".join([head, *lines]), encoding="utf-8")
    return made


def lesson(n=48, **how):
    """The same as something to learn from, without files."""
    items = [
        Item(
            r["id"],
            Passage(tuple((t["role"], t["content"]) for t in r["turns"]), r["response"]),
            CLASSES.index(name),
            r["scenario_id"],
        )
        for r, name in rows(n, **how)
    ]
    return Lesson(CLASSES, tuple(items), {"rubric": "manner", "rubric_version": "1", "dimension": "manner"}, {})


def tiny_encoder(folder, *, dropout=0.1, more=""):
    """A BERT of two thin layers with a word for each character, from nothing; its weights come from a fixed seed.

    It knows the characters of the texts above, and of *more*.
    """
    import torch  # noqa: PLC0415 - only in an environment of its own
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast  # noqa: PLC0415

    words = "".join([*OPENINGS, *(s for said in SAYINGS.values() for s in said), "，第次来这里嗯好是0123456789", more])
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused1]", "[unused2]"]
    vocabulary = {word: i for i, word in enumerate([*marks, *sorted(set(words))])}
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(vocab=vocabulary, model_max_length=64).save_pretrained(folder)
    return folder
