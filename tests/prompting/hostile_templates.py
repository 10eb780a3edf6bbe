"""The 36 hostile templates: refused at load with file and line, stopped before any call, or rendered as inert text."""

from dataclasses import dataclass, field

USER = '{% extends "base/user.en.j2" %}\n'
SYSTEM = '{% extends "base/system.en.j2" %}\n'


@dataclass(frozen=True)
class Hostile:
    """A folder of prompts, and what becomes of it."""

    name: str
    source: str
    says: str
    """A part of the refusal; of the rendered text when it is inert."""
    line: int = 2
    file: str = "user.en.j2"
    others: dict[str, str] = field(default_factory=dict)
    """More files of the folder."""
    stopped: bool = False
    """Refused when first rendered, which is before any call, and not at load."""
    inert: bool = False


def user(name: str, body: str, says: str, **more) -> Hostile:
    return Hostile(name, USER + "{% block case %}" + body + "{% endblock %}", says, **more)


def system(name: str, body: str, says: str, **more) -> Hostile:
    source = SYSTEM + "{% block role %}" + body + "{% endblock %}"
    return Hostile(name, source, says, file="system.en.j2", **more)


DOUBLING = {
    "p0.j2": "{% block role %}{{ title }}{% endblock %}",
    **{
        f"p{n}.j2": f'{{% extends "evil/p{n - 1}.j2" %}}{{% block role %}}{"{{ super() }}" * 30}{{% endblock %}}'
        for n in range(1, 6)
    },
}

ESCAPES = [
    user("class of a text", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "a call is not allowed"),
    user("class of a list", "{{ dimensions.__class__ }}", "nothing here has a field '__class__'"),
    user("class by key", "{{ dimensions['__class__'] }}", "nothing here has a field '__class__'"),
    user("class by filter", "{{ dimensions | attr('__class__') }}", "the filter 'attr' is not allowed"),
    user("class by map", "{{ dimensions | map(attribute='__class__') | list }}", "the filter 'list' is not allowed"),
    user("class by format", "{{ '{0.__class__}'.format(title) }}", "a call is not allowed"),
    user("globals of self", "{{ self.__init__.__globals__ }}", "nothing here has a field '__globals__'"),
    user("globals of a helper", "{{ cycler.__init__.__globals__.os.popen('id') }}", "a call is not allowed"),
    user("globals of lorem ipsum", "{{ lipsum.__globals__ }}", "nothing here has a field '__globals__'"),
    user("class of the loop", "{% for d in dimensions %}{{ loop.__class__ }}{% endfor %}", "has a field '__class__'"),
]
LOOPS = "{% for a in title %}{% for b in a_ %}{% for c in a_ %}{% endfor %}{% endfor %}{% endfor %}".replace(
    "a_", "title"
)
RESOURCES = [
    system("loops without end", LOOPS, "does too much: its loops and filters never end", stopped=True),
    system("four loops deep", "{% for a in title %}" * 4 + "{% endfor %}" * 4, "a loop this deep"),
    system("a text times two billion", "{{ 'a' * 2000000000 }}", "mul is not allowed"),
    system("two billion blanks", "{{ title | center(2000000000) }}", "the filter 'center' is not allowed"),
    system("two billion digits", "{{ '%2000000000d' | format(1) }}", "the filter 'format' is not allowed"),
    system("two billion columns", "{{ title | indent(2000000000) }}", "indent takes one number, 0 to 40"),
    system("a billion rounds", "{% for i in range(1000000000) %}{% endfor %}", "a call is not allowed"),
    Hostile(
        "thirty times itself, five times over",
        '{% extends "evil/p5.j2" %}',
        "does too much",
        file="system.en.j2",
        others=DOUBLING,
        line=1,
        stopped=True,
    ),
]
MISSPELT = [
    system("a variable", "{{ dimensoins }}", "there is no variable 'dimensoins' here"),
    Hostile(
        "a field in a branch nobody took",
        SYSTEM + "\n{% block guidance %}\n{% if false %}{{ dimension.questoin }}{% endif %}{% endblock %}",
        "nothing here has a field 'questoin'",
        line=4,
        file="system.en.j2",
    ),
    system("a filter", "{{ title | jsn }}", "the filter 'jsn' is not allowed"),
    system("a test", "{{ title is defind }}", "the test 'defind' is not allowed"),
    system("the case among the instructions", "{{ case | json }}", "there is no variable 'case' here"),
    Hostile(
        "a loop variable after its loop",
        "{% for d in dimensions %}{% endfor %}\n{{ d.name }}",
        "'d' is undefined",
        stopped=True,
    ),
]
INCLUDES = [
    user("include", "{% include 'base/system.en.j2' %}", "include is not allowed"),
    user("import", "{% import 'base/system.en.j2' as other %}", "import is not allowed"),
    Hostile("extends a path", '{% extends "../../private/notes.j2" %}', "extends takes a name in quotes", line=1),
    Hostile("extends a variable", "{% extends title %}", "extends takes a name in quotes", line=1),
]
TWICE = [
    user("arithmetic of the candidate", "{{ case | json }}", "{{7*7}}", inert=True),
    user("a loop of the candidate", "{{ case.response | json }}", "{% for i in range(9) %}x{% endfor %}", inert=True),
    user("raw text", "{% raw %}{{ case }}{% endraw %}", "{{ case }}", inert=True),
    system("arithmetic of the rubric", "{{ dimensions[0].question }}", "{{ 7*7 }} Is it warm?", inert=True),
]
OBJECTS = [
    user("a method printed", "{{ title.upper }}", "nothing here has a field 'upper'"),
    user("a method called", "{{ dimensions.append(1) }}", "a call is not allowed"),
    user("the loop printed", "{% for d in dimensions %}{{ loop }}{% endfor %}", "there is no variable 'loop' here"),
    system("a mapping printed", "{{ dimensions[0] }}", "prints a list or a mapping", stopped=True),
]
HOSTILE = [*ESCAPES, *RESOURCES, *MISSPELT, *INCLUDES, *TWICE, *OBJECTS]
