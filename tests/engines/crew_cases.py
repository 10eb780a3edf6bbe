"""A small study that several processes share."""

from judge.scenario import Response
from judge.settings import JudgeSettings

RUBRIC = """\
id: small
version: "1.0"
title: {en: Small}
dimensions:
  - id: warm
    name: {en: Warm}
    question: {en: "Is it warm?"}
    passes_on: ["yes"]
"""


def responses(count):
    return [Response(f"r{n}", f"s{n}", "c", (), f"I hear you {n}.", context="Long day.") for n in range(count)]


def asked(server, **settings):
    return JudgeSettings(model="openai/stand-in", api_base=server.url, **settings)
