"""What a rater reads before labelling, in the rubric's own words."""

from collections.abc import Iterator

from judge.dimension import Dimension
from judge.rubric import Rubric
from judge.views.gates import gate_words
from judge.views.words import Ui, say

_HOW = {
    "en": (
        "Label on the sheet 'labels': one row is one response, one column is one question.",
        "An empty cell means: not labelled yet. na: the question does not apply here. ?: you cannot decide.",
        "Judge each response by itself. Please do not compare labels with others before all of you have finished.",
        "Leave the columns key and rater as they are; rows may be sorted, never copied.",
        "The texts speak of distress. Take breaks, and stop whenever you want to.",
    ),
    "zh": (
        "请在工作表“labels”中标注：一行是一条回复，一列是一个问题。",
        "空格表示尚未标注；na 表示该问题不适用；? 表示无法判断。",
        "请独立判断每一条回复；在所有人完成之前，请不要与他人比对结果。",
        "请不要改动 key 和 rater 两列；可以排序，不要复制行。",
        "文本涉及痛苦经历。请注意休息，随时可以停止。",
    ),
}
_OF_TURN = {
    "en": "Label on the sheet 'labels': one row is one turn of {who} (the column response), with what was said before"
    " it (the column context); one column is one question.",
    "zh": "请在工作表“labels”中标注：一行是{who}的一轮发言（response 列）及此前的对话（context 列），一列是一个问题。",
}
_ROW = {
    "user_turn": {"en": _OF_TURN["en"].format(who="the user"), "zh": _OF_TURN["zh"].format(who="来访者")},
    "assistant_turn": {"en": _OF_TURN["en"].format(who="the assistant"), "zh": _OF_TURN["zh"].format(who="支持者")},
    "conversation": {
        "en": "Label on the sheet 'labels': one row is one whole conversation, one column is one question.",
        "zh": "请在工作表“labels”中标注：一行是一段完整的对话，一列是一个问题。",
    },
    "criterion": {
        "en": "Label on the sheet 'labels': one row is one response and one criterion (the column criterion) that it is"
        " held against; a response has as many rows as its scenario has criteria.",
        "zh": "请在工作表“labels”中标注：一行是一条回复及用来衡量它的一条细则（criterion 列）；"
        "情境有几条细则，回复就有几行。",
    },
}
_SEVERAL = {
    "en": "Where several answers may be chosen, write all that apply, with ; between them.",
    "zh": "可以多选的问题，请写出所有符合的答案，用 ; 分隔。",
}
_HEADERS = {"en": ("question", "steps", "answers"), "zh": ("问题", "步骤", "答案")}


def how_to(language: str, rubric: Rubric) -> tuple[str, ...]:
    """The instructions in *language*; in English where we have none in it."""
    known = language.partition("-")[0] if language.partition("-")[0] in _HOW else "en"
    kind = "criterion" if rubric.dimensions_from == "scenario" else rubric.unit
    row = _ROW.get(kind, {}).get(known, _HOW[known][0])
    several = [_SEVERAL[known]] if any(d.choose == "any" for d in rubric.labelled) else []
    return (row, *several, *_HOW[known][1:])


def headers(languages: tuple[str, ...]) -> list[str]:
    """Headers of the table of questions, in the first language."""
    return ["", "", *_HEADERS.get(languages[0].partition("-")[0], _HEADERS["en"])]


def explain(rubric: Rubric, languages: tuple[str, ...]) -> Iterator[tuple[Dimension, list[str]]]:
    """For each dimension and language: its column, its name, question, steps and what each answer means.

    Which answer passes is not said: a rater, like a judge, answers the question as it is asked.
    """
    for dimension in rubric.labelled:
        for language in languages:
            steps = "\n".join(f"{i}. {step[language]}" for i, step in enumerate(dimension.steps, start=1))
            cells = [dimension.id, dimension.name[language], dimension.question[language], steps]
            yield dimension, [*cells, "\n".join([*_answers(dimension, language), *_cases(dimension, rubric, language)])]


def _cases(dimension: Dimension, rubric: Rubric, language: str) -> Iterator[str]:
    """What answers mean where that depends on a tag, which has a column on the sheet."""
    ui: Ui = "zh" if language.partition("-")[0] == "zh" else "en"
    for part in dimension.guidance if not isinstance(dimension.criteria, dict) else ():
        gate = say("rubric.always", ui) if part.when is None else gate_words(part.when, rubric, language, ui)
        yield f"\n{say('rubric.criteria_when', ui, gate=gate)}"
        yield from (f"{answer}: {text[language]}" for answer, text in part.texts.items())


def _answers(dimension: Dimension, language: str) -> list[str]:
    meant = dimension.criteria if isinstance(dimension.criteria, dict) else {}
    lines = []
    for answer in dimension.answers:
        name = (answer.name or {}).get(language)
        called = f"{answer.id} ({name})" if name and name != answer.id else answer.id
        lines.append(f"{called}: {meant[answer.id][language]}" if answer.id in meant else called)
    return lines
