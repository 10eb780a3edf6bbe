"""What tests of Label Studio's tasks and of its page share: runs by script, and what they are exported as."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from cli_cases import ran, some_responses

import judge
from judge.judges.scripted import ScriptedJudge
from judge.scenario import Turn

ANY = {
    "id": "several",
    "version": "1.0",
    "title": {"en": "Several", "zh": "多选"},
    "dimensions": [
        {
            "id": "moves",
            "name": {"en": "Moves", "zh": "做法"},
            "question": {"en": 'Which <moves> & "more" for $5?\nAll.', "zh": "哪些做法？"},
            "answers": [{"id": "asks", "name": {"en": "Asks", "zh": "提问"}}, "reflects"],
            "choose": "any",
        }
    ],
}  # fmt: skip


TALK = (Turn("user", "Low."), Turn("assistant", "Since when?"), Turn("user", "Months."), Turn("assistant", "Long."))


def exported(capsys, *options):
    done = ran(capsys, "export", "run", "--format", "label-studio", "-o", "tasks.json", *options)
    assert done.code == 0, done.err
    return json.loads(Path("tasks.json").read_bytes())


def scripted(rubric, script, responses=None, **settings):
    judges = [ScriptedJudge(script)]
    return judge.evaluate(
        responses or some_responses(1), rubric, judges, folder="run", **{"canaries": False, **settings}
    )


def page(name):
    return next(e for e in ET.parse("tasks-config.xml").iter() if e.get("name") == name)  # noqa: S314 - our own file


def annotated(task):
    """The task with every prediction accepted by somebody."""
    task["annotations"] = [{"completed_by": 1, "result": p["result"]} for p in task["predictions"]]
    Path("annotated.json").write_text(json.dumps([task]), encoding="utf-8")
    return "annotated.json"
