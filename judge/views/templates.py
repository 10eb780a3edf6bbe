"""Our templates of pages and pictures, and what every value goes through on its way into one."""

from functools import cache, partial
from importlib.resources import files

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from judge.views import figures
from judge.views.marks import visible
from judge.views.words import Ui, say, say_code


@cache
def environment(ui: Ui) -> Environment:
    """An environment of the page's own, so that the one for prompts, which escapes nothing, can never be mixed in."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        loader=_loader(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"say": partial(_say, ui), "say_code": lambda area, code: say_code(area, code, ui)}
    return made


def _loader() -> BaseLoader:
    return FunctionLoader(resource)


def resource(name: str) -> str:
    """A file beside this one."""
    return files("judge.views").joinpath(name).read_text("utf-8")


def _say(ui: Ui, key: str, **values: object) -> str:
    return say(key, ui, **values)


def _shown(value: object) -> object:
    """Every value on its way into the page: what cannot be seen is made visible, what is not known is a dash."""
    if value is None:
        return figures.UNKNOWN
    return value if isinstance(value, Markup) else visible(str(value))
