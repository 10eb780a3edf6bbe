"""What a hostile rubric may do: be refused, with file and line, before anything of it is built."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from broken_files import broken
from hostile_rubrics import HOSTILE

from judge.errors import InputError, RubricError
from judge.library import load_rubric
from judge.strict_yaml import read_yaml


@pytest.fixture
def file():
    return Path("mine.yaml")


def seconds_for_a_million() -> float:
    """How fast this machine is just now, in CPU seconds."""
    started = time.process_time()
    total = 0
    for _ in range(1_000_000):
        total += 1
    assert total == 1_000_000
    return time.process_time() - started


def test_there_are_forty_eight():
    assert len({hostile.name for hostile in HOSTILE}) == 48


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h.says], ids=lambda h: h.name)
def test_a_hostile_rubric_is_refused_with_file_and_line_within_a_second(file, hostile):
    """No file of a stranger's may cost more than a second, or leave its author without a line to look at.

    A second of a machine that adds a million numbers in 45 ms; a slower one is given as much more. The fastest of
    three tries counts: what else the machine does is not the file's cost.
    """
    file.write_bytes(hostile.content)
    spent, second = [], [1.0]

    for _ in range(3):
        second.append(seconds_for_a_million() / 0.045)
        started = time.process_time()
        with pytest.raises(RubricError) as refused:
            load_rubric(file)
        spent.append(time.process_time() - started)
        if spent[-1] < 1:
            break

    assert f"mine.yaml, line {hostile.line}: " in refused.value.message
    assert hostile.says in refused.value.message
    assert refused.value.hint or "; " in refused.value.message
    assert len(refused.value.message) < 10_000
    assert min(spent) < max(second)


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h.means], ids=lambda h: h.name)
def test_what_is_accepted_means_what_yaml_1_2_says(file, hostile):
    """Either the meaning of the standard or a refusal: never a third thing."""
    file.write_bytes(hostile.content)

    rubric = load_rubric(file)

    assert hostile.means(rubric)


ALONE = """
import json, sys
from pathlib import Path
from hostile_rubrics import HOSTILE
from judge.errors import RubricError
from judge.library import load_rubric

file, touched = Path("mine.yaml"), []

def listen(event, args):
    if event.split(".")[0] in ("open", "socket", "subprocess", "os", "shutil", "ctypes", "import"):
        touched.append((event, str(args[:1])))

def load(content):
    file.write_bytes(content)
    try:
        load_rubric(file)
    except RubricError:
        pass

for hostile in HOSTILE:
    load(hostile.content)  # whatever is imported late is imported now
sys.addaudithook(listen)
for hostile in HOSTILE:
    load(hostile.content)
others = [t for t in touched if "mine.yaml" not in t[1]]
print(json.dumps({
    "touched": others,
    "kib": int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]),
    "files": sorted(p.name for p in Path().iterdir()),
}))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel tells nobody how large a process grew")
def test_no_hostile_rubric_touches_anything_else_or_grows_large():
    """All 48 in one process: no other file, no socket, no program, and less than 256 MB."""
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {here!r})\n{ALONE}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    found = json.loads(done.stdout)
    assert found["touched"] == []
    assert found["kib"] < 256 * 1024
    assert found["files"] == ["mine.yaml"]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("1.10", 1.1), ("3:20", "3:20"), ("2024-01-02", "2024-01-02"),
        ("010", 10), ("0o10", 8), ("0x1F", 31), ("0b1", "0b1"), ("1_000", "1_000"), ("1e3", 1000.0), ("-.5", -0.5),
        ("+1", 1), ("1.", 1.0), (".", "."), ("true", True), ("True", True), ("tRue", "tRue"), ("null", None),
        ("~", None), ("Null", None), ("nUll", "nUll"), ("'no'", "no"), ("'1'", "1"), ('"null"', "null"),
        ("|\n  1", "1"), ("", None), ('"\\u6e29"', "温"), ("=", "="), ("٣", "٣"),
    ],
)  # fmt: skip
def test_a_scalar_is_what_the_core_schema_says(text, means):
    """Country codes, versions, times and dates are where readers of other schemas go wrong."""
    read = read_yaml(f"a: {text}".encode(), where="x").data["a"]

    assert read == means
    assert type(read) is type(means)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"%YAML 1.1\n---\na: no\n", 1, "%YAML 1.1"),
        (b"# first\n%YAML 1.3\n---\na: no\n", 2, "%YAML 1.3"),
        (b"%TAG ! tag:example.org,2000:\n---\na: 1\n", 1, "%TAG"),
        (b"%NEW x\n---\na: 1\n", 1, "%NEW"),
        (b"a: 1\n...\n%YAML 1.3\n---\nb: 1\n", 3, "a directive that does not exist"),
        (b"a: 1\nb: .inf\n", 2, "not a finite number"),
        (b"a: 1\nb: .NaN\n", 2, "not a finite number"),
        (b"a: 1\nb: 1e999\n", 2, "not a finite number"),
        (b"a: 1234567890123456789\n", 1, "more than 18 digits"),
        (b"a: 0x" + b"f" * 5_000, 1, "more than 18 digits"),
        (b'a: 1\nb: "\\ud800"\n', 2, "U+D800"),
        (b'a: "\\0"\n', 1, "U+0000"),
        (b'"\\e": 1\n', 1, "U+001B"),
        (b'a: 1\nb: "\\U00110000"\n', 2, "an escape or a directive"),
        (b'a: "\\UFFFFFFFF"\n', 1, "an escape or a directive"),
        ("a: 1\r\nb: x\u0085y\r\n".encode(), 2, "U+0085"),
        (b"a: 1\rb: \x07\r", 2, "U+0007"),
        (b"!!str a: 1\n", 1, "a tag (!)"),
        (b"? [a]\n: b\n", 1, "a key that is not a word"),
        (b"a: 1\nb: [1,\n  2\n", 2, "never closed"),
        (b"a: 1\nb: 'x\n", 2, "never closed"),
        (b"a: 1\n\tb: 2\n", 2, "cannot start any token"),
        (b"a: x\n  b: c\n", 2, "mapping values are not allowed here"),
        ("\ufeff".encode("utf-16-be"), 1, "UTF-16"),
    ],
)  # fmt: skip
def test_whatever_else_is_no_plain_yaml_is_refused_at_its_line(content, line, says):
    """The slips of the parser underneath are ours to name."""
    with pytest.raises(InputError) as refused:
        read_yaml(content, where="x.yaml")

    assert refused.value.message.startswith(f"x.yaml, line {line}: ")
    assert says in refused.value.message
    assert refused.value.hint


def test_line_numbers_are_those_an_editor_shows():
    """Line separators of Unicode are text in YAML 1.2, and Windows ends its lines with two characters."""
    document = read_yaml('a: "x\u2028y"\r\nb: [1,\r\n  {c: 2}]\r\n'.encode(), where="x")

    assert document.data == {"a": "x\u2028y", "b": [1, {"c": 2}]}
    assert document.lines == {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 2, ("b", 1): 3, ("b", 1, "c"): 3}
    assert document.line(("b", 1, "gone")) == 3
    assert document.quoted == {("a",)}


def test_broken_text_is_refused_and_never_breaks_the_reader():
    """Ten thousand files made of YAML's own signs and of a good rubric's pieces."""
    refusals = [said for said in map(refusal, broken(10_000)) if said]

    assert len(refusals) > 1_000
    assert [said for said in refusals if not said.startswith("x, line ")] == []


def refusal(content):
    try:
        read_yaml(content, where="x")
    except InputError as error:
        return error.message
    return None
