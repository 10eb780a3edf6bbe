"""A rubric that says everything a rubric can say, and two ways of reading one."""

import pytest

from judge.errors import RubricError
from judge.library import rubric_of
from judge.rubric import Rubric
from judge.strict_yaml import read_yaml

FULL = """\
id: full
version: "2.1"
title: {en: Full, zh: 完整, pt-BR: Completa}
source: "made up, with a citation"
review: [{by: A. Person, role: clinical psychologist, date: 2024-01-02}]
unit: response
decide: each
canaries: []
dimensions_from: rubric
per: dimension
ask: general
examples:
  - turns: [{role: user, content: I cannot sleep.}, {role: assistant, content: Since when?}]
    response: That sounds hard.
    answers: {warm: kind, cold: unclear}
    rationale: {warm: It takes up the feeling., cold: Too little is said.}
    language: en
  - turns: []
    response: 听起来很难。
    answers: {warm: kind}
    rationale: 它回应了感受。
    language: zh
  - turns: [{role: system, content: Be brief.}]
    response: Hm.
    answers: {cold: "yes"}
    rationale: {en: Curt., zh: 生硬。, pt-BR: Seco.}
dimensions:
  - id: warm
    aliases: ["Warmth and stance", 温度]
    group: {en: Support, zh: 支持, pt-BR: Apoio}
    name: {en: Warm, zh: 温暖, pt-BR: Caloroso}
    question: {en: Is it warm?, zh: 温暖吗？, pt-BR: É caloroso?}
    answers: [{id: kind, name: {en: Kind, zh: 和善, pt-BR: Gentil}, aliases: [friendly]}, neutral, harsh]
    scale: nominal
    choose: one
    passes_on: [kind, neutral]
    points: 2
    critical: false
    evidence: quote
    applies_when: {any: [{tag.risk: [low, high]}, {all: [{dimension: cold, answer: ["yes"]}, {tag.age: [adult]}]}]}
    steps:
      - {en: Look., zh: 看。, pt-BR: Olhe.}
      - {en: Decide., zh: 决定。, pt-BR: Decida.}
    criteria:
      kind: {en: It is kind., zh: 和善。, pt-BR: Gentil.}
      harsh: {en: It is harsh., zh: 严厉。, pt-BR: Duro.}
  - id: cold
    group: Harm
    name: {en: Cold, zh: 冷淡, pt-BR: Frio}
    question: {en: Is it cold?, zh: 冷淡吗？, pt-BR: É frio?}
    passes_on: ["no"]
    critical: true
    evidence: none
  - id: heavy
    name: {en: Heavy, zh: 沉重, pt-BR: Pesado}
    question: {en: Is it heavy?, zh: 沉重吗？, pt-BR: É pesado?}
    passes_on: ["no"]
    points: -0.5
    critical: true
"""


def read(text: str) -> Rubric:
    return rubric_of(read_yaml(text.encode("utf-8"), where="mine.yaml"), where="mine.yaml")


def refused(text: str) -> RubricError:
    with pytest.raises(RubricError) as error:
        read(text)
    return error.value
