"""The language a response is judged in."""

from judge.rubric import Rubric
from judge.scenario import Response, language_of


def language_for(response: Response, rubric: Rubric, wanted: str) -> str:
    """The language to judge *response* in: the one wanted, else its own, else what its text looks like.

    Where the rubric has no such language, its base language (``pt`` for ``pt-BR``) and then English or the rubric's
    first language stand in.
    """
    if len(rubric.languages) == 1:
        return rubric.languages[0]
    first = wanted
    if wanted == "auto":
        first = response.language or language_of(response.response + "".join([t.content for t in response.turns]))
    for language in (first, first.split("-", maxsplit=1)[0], "en"):
        if language in rubric.languages:
            return language
    return rubric.languages[0]
