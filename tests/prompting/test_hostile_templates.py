"""What a hostile template may do: be refused, or print inert text."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_templates import HOSTILE
from prompting_cases import prompt

from judge.errors import TemplateError
from judge.library import load_ask


def lay(hostile):
    """Its folder as a user's own, in the working directory."""
    folder = Path("prompts/evil")
    folder.mkdir(parents=True)
    for name, text in {**hostile.others, hostile.file: hostile.source}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / hostile.file


def test_there_are_thirty_six():
    assert len({hostile.name for hostile in HOSTILE}) == 36


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if not h.inert and not h.stopped], ids=lambda h: h.name)
def test_a_hostile_template_is_refused_at_load_with_file_and_line(hostile):
    """Before anything is rendered, whatever branch it hides in."""
    file = lay(hostile)

    started = time.process_time()
    with pytest.raises(TemplateError) as refused:
        load_ask("evil")

    assert time.process_time() - started < 1
    assert refused.value.message.startswith(f"{file.absolute()}, line {hostile.line}: ")
    assert hostile.says in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h.stopped], ids=lambda h: h.name)
def test_a_template_that_runs_away_is_stopped_before_any_call(hostile):
    """Every template is rendered for every dimension while the run is prepared; none of these lasts a second."""
    lay(hostile)

    started = time.process_time()
    with pytest.raises(TemplateError) as refused:
        prompt("evil")

    assert time.process_time() - started < 1
    assert f"prompts/evil/{hostile.file if not hostile.others else ''}" in refused.value.message
    assert ", line " in refused.value.message
    assert hostile.says in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h.inert], ids=lambda h: h.name)
def test_what_looks_like_a_template_in_a_text_comes_out_as_it_went_in(hostile):
    """Rendered once: a value is never a template."""
    lay(hostile)

    system, user = prompt("evil").messages

    shown = system.content if hostile.file.startswith("system") else user.content
    assert hostile.says in shown
    assert "49 " not in shown.replace("493027", "")


ALONE = """
from pathlib import Path
from test_hostile_templates import HOSTILE, TemplateError, lay, prompt
import shutil
for hostile in HOSTILE:
    lay(hostile)
    try:
        prompt("evil")
    except TemplateError:
        pass
    shutil.rmtree("prompts")
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel tells nobody how large a process grew")
def test_no_hostile_template_grows_large():
    """All 36 in one process, in less than 256 MB."""
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {here!r})\n{ALONE}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert int(done.stdout) < 256 * 1024
