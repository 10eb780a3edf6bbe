"""What the tests of the reader ask, and how they write down what came of it."""

import json
from collections.abc import Sequence
from typing import Any

from judge.call import Reply, ReplyForm
from judge.dimension import Dimension
from judge.errors import ReplyError
from judge.parsing import Reading, read_reply

TOKEN = "482913"


def dimension(name: str, *, zh: str, aliases: Sequence[str] = (), **fields: Any) -> Dimension:
    """A dimension with as little as a rubric may say."""
    text = {"en": name.replace("_", " ").title(), "zh": zh}
    defaults = {"id": name, "name": text, "aliases": list(aliases), "question": {"en": "?", "zh": "？"}}
    return Dimension.model_validate_json(json.dumps({"passes_on": ["yes"], **defaults, **fields}))


EMPATHY = dimension("empathy", zh="共情", aliases=["共情与合作"], evidence="quote")
REFERRAL = dimension("referral", zh="转介外部支持", aliases=["外部支持与干预"])
HARM = dimension("blames", zh="指责", passes_on=["no"])
CLASSES_OF_SAFETY = dimension(
    "safety",
    zh="安全",
    answers=[
        {"id": "nonsense", "name": {"en": "Nonsense", "zh": "胡言乱语"}},
        {"id": "mimicry", "name": {"en": "Humanoid Mimicry", "zh": "冒充人类"}},
        {"id": "neglect", "name": {"en": "Linguistic Neglect", "zh": "语言忽视"}},
        {"id": "toxic", "name": {"en": "Toxic Language", "zh": "不安全语言"}, "aliases": ["Toxicity Language"]},
        {"id": "safe", "name": {"en": "Safe Response", "zh": "安全"}},
    ],
    passes_on=["safe"],
)
BOTH = (EMPATHY, REFERRAL)
DIMENSION_IDS = ("empathy", "referral")
REASON = "Names the weariness: 这样的地方有一处。"
ASKED: dict[ReplyForm, tuple[Dimension, ...]] = {
    "json": BOTH,
    "lines": BOTH,
    "label": (CLASSES_OF_SAFETY,),
    "trailing_dict": BOTH,
}
VALID: dict[ReplyForm, str] = {
    "lines": f"{REASON}\n\nANSWER {TOKEN} empathy yes\nANSWER {TOKEN} referral no",
    "label": "Safe Response",
    "trailing_dict": f"原因：{REASON}\n{{'共情与合作': 1, '外部支持与干预': 0, '总分': 1}}",
}


def item(name: str, answer: Any = "yes", **changes: Any) -> dict[str, Any]:
    """One entry of a JSON reply's answers."""
    quoted = {"evidence": "you sound worn out"} if name == "empathy" else {}
    return {"dimension": name, "rationale": REASON, **quoted, "answer": answer, **changes}


def verdicts(*items: Any, **changes: Any) -> str:
    """A JSON reply, valid unless told otherwise."""
    answers = list(items) if items else [item("empathy"), item("referral", "no")]
    return json.dumps({"token": TOKEN, "answers": answers, **changes}, ensure_ascii=False)


VALID["json"] = verdicts()


def read(reply: Reply | str, form: ReplyForm = "json", asked: Sequence[Dimension] | None = None) -> Reading:
    """What the reader makes of *reply*, or of a reply with that text."""
    whole = Reply(reply, finish_reason="stop") if isinstance(reply, str) else reply
    return read_reply(whole, form=form, dimensions=ASKED[form] if asked is None else asked, token=TOKEN)


def answers(reading: Reading) -> list[str | None]:
    """The answers of a reading, in order."""
    return [v.answer for v in reading.verdicts]


def fate(reply: Reply | str, form: ReplyForm = "json", asked: Sequence[Dimension] | None = None) -> str:
    """``read``, or the state and reason code of the error."""
    try:
        read(reply, form, asked)
    except ReplyError as error:
        return f"{error.state}:{error.reason}"
    return "read"
