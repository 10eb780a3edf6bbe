"""Judges' reasons as responses, for a second judge to assess: the first judge is the candidate."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.engines.language import language_for
from judge.gating import guidance_for
from judge.parsing import quotes_of
from judge.prompting import text_in
from judge.results.rationales import reasoned
from judge.rubric import Rubric
from judge.scenario import Response
from judge.store.folder import write_private
from judge.store.reasons import Reason
from judge.store.run import Run

_WORDS = {
    "en": {
        "question": "Question: {}",
        "steps": "Steps to walk before answering:",
        "criteria": "What the answers stand for:",
        "allowed": "Answers on offer: {}",
        "last": "What was assessed: the last turn.",
        "whole": "What was assessed: the whole conversation.",
        "criterion": "What the text is held against: {}",
        "reasons": "Reasons: {}",
        "evidence": "Quoted as evidence: {}",
        "quote": "“{}”",
        "between": "; ",
        "answer": "Answer: {}",
    },
    "zh": {
        "question": "问题：{}",
        "steps": "作答前的推理步骤：",
        "criteria": "各答案的含义：",
        "allowed": "可选答案：{}",
        "last": "被评估的是：最后一句话。",
        "whole": "被评估的是：整段对话。",
        "criterion": "对照的标准：{}",
        "reasons": "理由：{}",
        "evidence": "引作依据的原文：{}",
        "quote": "“{}”",
        "between": "；",
        "answer": "答案：{}",
    },
}
"""What stands around the texts; English where the rubric is in a language that is not here."""


def write_reasons(run: Run, path: Path) -> int:
    """Write the reasons of *run*'s judges as responses (JSON Lines), and give back how many there are.

    Raises:
        StorageError: The file cannot be written.
    """
    lines = list(reason_lines(run))
    write_private(path, "".join(line + "\n" for line in lines))
    return len(lines)


def reason_lines(run: Run) -> Iterator[str]:
    """A response for each judgment with reasons, as a line of JSON.

    Its context is what the judge had before it: the question, its steps and answers, whether or not its way of asking
    showed the steps, so that all ways are held to the same chain and none can be told by it; then the case. Its text
    is the reasons, the evidence and the answer. Candidate: the judge, with its way of asking where the run has several
    of one judge. Scenario: that of the case, so that reasons about one scenario stay in one cluster. ``tags`` say where
    it comes from: ``of`` is ``RESPONSE|dimension|judge|ask|repeat``.
    """
    wanted = str(run.manifest.get("settings", {}).get("language") or "auto")
    ways = Counter(judge for judge, _, _ in run.panels())
    for r, dimension, answer in reasoned(run):
        language = language_for(r.response, run.rubric, wanted)
        written = _response(r, dimension, answer or "", run.rubric, language)
        by = {"candidate": f"{r.judge} · {r.ask}"} if ways[r.judge] > 1 else {}
        yield json.dumps(written | by, ensure_ascii=False)


def _response(r: Reason, dimension: Dimension, answer: str, rubric: Rubric, language: str) -> dict[str, object]:
    parts = (r.response.id, dimension.id, r.judge, r.ask, str(r.repeat))
    named = {"response_id": r.response.whole_id, "dimension": dimension.id, "judge": r.judge, "ask": r.ask}
    named |= {"turn": "" if r.response.turn is None else str(r.response.turn), "repeat": str(r.repeat)}
    named |= {"answer": answer, "rubric": rubric.id, "judged": r.response.candidate, "of": "|".join(parts)}
    asked = {"role": "system", "content": _question(dimension, r.response, language)}
    return {
        # Percent signs, so that the id can be taken apart whatever names stand in it.
        "id": "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts),
        "scenario_id": r.response.scenario_id,
        "candidate": r.judge,
        "turns": [asked, *_case(r.response, rubric)],
        "response": _given(r, dimension, answer, language),
        "language": language,
        "tags": {name: value for name, value in named.items() if value},
    }


def _case(response: Response, rubric: Rubric) -> Iterator[dict[str, str]]:
    if response.context is not None:
        yield {"role": "user", "content": response.context}
    yield from ({"role": turn.role, "content": turn.content} for turn in response.turns)
    if not response.is_conversation:
        yield {"role": "user" if rubric.unit == "user_turn" else "assistant", "content": response.response}


def _question(dimension: Dimension, response: Response, language: str) -> str:
    words = _words(language)
    chosen = guidance_for(dimension, response)
    criteria = dimension.guidance[chosen].texts if chosen is not None else {}
    lines = [words["question"].format(text_in(dimension.question, language))]
    if response.criterion is not None:
        lines.append(words["criterion"].format(response.criterion.text))
    if dimension.steps:
        steps = (text_in(step, language) for step in dimension.steps)
        lines += [words["steps"], *(f"{i}. {step}" for i, step in enumerate(steps, start=1))]
    if criteria:
        means = (f"- {a}: {text_in(criteria[a], language)}" for a in dimension.answer_ids if a in criteria)
        lines += [words["criteria"], *means]
    offered = [_named(dimension, answer, language) for answer in (*dimension.answer_ids, *ALWAYS_OFFERED)]
    whole = "whole" if response.is_conversation else "last"
    return "\n".join([*lines, words["allowed"].format(" | ".join(offered)), words[whole]])


def _given(r: Reason, dimension: Dimension, answer: str, language: str) -> str:
    words = _words(language)
    quotes = quotes_of(r.evidence, spans=dimension.evidence == "spans")
    lines = [words["reasons"].format(r.rationale)]
    if quotes:
        lines.append(words["evidence"].format(words["between"].join(words["quote"].format(q) for q in quotes)))
    answers = ", ".join(_named(dimension, one, language) for one in answer.split(", ") if one)
    return "\n".join([*lines, words["answer"].format(answers)])


def _named(dimension: Dimension, answer: str, language: str) -> str:
    own = next((a for a in dimension.answers if a.id == answer and a.name), None)
    return f"{answer} ({text_in(own.name, language)})" if own and own.name else answer


def _words(language: str) -> dict[str, str]:
    return _WORDS["zh" if language.split("-", maxsplit=1)[0] == "zh" else "en"]
