"""Label Studio's labelling config: the page on which people answer a rubric's questions."""

import re
from xml.etree import ElementTree as ET

from judge.choosing import NOTHING, may_be_empty
from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.rubric import Rubric
from judge.views.names import answer_name, in_language
from judge.views.words import Ui

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIALOGUE = {"valueType": "json", "layout": "dialogue", "nameKey": "author", "textKey": "text"}


def questions(rubric: Rubric) -> tuple[Dimension, ...]:
    """What is labelled: the questions, and what follows from them in a tree or a flow."""
    return (*rubric.asked, *(d for d in rubric.dimensions if d.id in rubric.derived))


def labelled_text(rubric: Rubric) -> str:
    """The text that choices are about: of a conversation as a whole, all of it stands in the context."""
    return "context" if rubric.unit == "conversation" else "response"


def labelling_config(rubric: Rubric, ui: Ui) -> bytes:
    """The conversation, and each question with its answers, in *ui* where the rubric has it.

    What is shown is an answer's name, what is kept its id.
    """
    view = ET.Element("View")
    ET.SubElement(view, "Paragraphs", {"name": "context", "value": "$context", **_DIALOGUE})
    if rubric.dimensions_from == "scenario":
        ET.SubElement(view, "Text", {"name": "criterion", "value": "$criterion_text", "valueType": "text"})
    if labelled_text(rubric) == "response":
        ET.SubElement(view, "Text", {"name": "response", "value": "$response", "valueType": "text"})
    for question in questions(rubric):
        ET.SubElement(view, "Header", {"value": _shown(in_language(question.question, ui)[0])})
        how = {"choice": "multiple" if question.choose == "any" else "single", "showInline": "true"}
        about = {"name": question.id, "toName": labelled_text(rubric)}
        _offer(ET.SubElement(view, "Choices", {**about, **how}), question, ui)
    ET.indent(view)
    return f"{ET.tostring(view, encoding='unicode')}\n".encode()


def _offer(control: ET.Element, question: Dimension, ui: Ui) -> None:
    nothing = (NOTHING,) if may_be_empty(question) else ()
    for answer in (*question.answer_ids, *nothing, *ALWAYS_OFFERED):
        ET.SubElement(control, "Choice", {"value": _shown(answer_name(question, answer, None, ui)), "alias": answer})


def _shown(text: str) -> str:
    """*text* as Label Studio shows it: it takes a $ for the name of a datum, and XML has no control characters."""
    return _NOT_XML.sub("\ufffd", text).replace("$", "＄")
