"""Whatever the umask says, what we write is its owner's alone, while it is written and afterwards."""

import os
import stat
from pathlib import Path

import pytest
from faults_cases import LIKE_A_KEY, command_paths, every_command, figures, is_fine, lay_out, path_of, ran

from judge.testing import LoopbackServer, StandIn


def modes():
    """Every file and folder below, with its permissions; what vanished meanwhile is nobody's."""
    found = {}
    for path in Path().rglob("*"):
        try:
            found[str(path)] = (path.is_dir(), stat.S_IMODE(path.lstat().st_mode))
        except FileNotFoundError:
            continue
    return found


@pytest.fixture
def umask():
    """A umask to be set for this test alone."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
def test_every_file_is_0600_and_every_folder_0700(mask, umask, monkeypatch):
    """All commands that write, and the files of a run while it is at work."""
    monkeypatch.setenv("OPENAI_API_KEY", LIKE_A_KEY)
    lay_out()
    before, at_work = set(modes()), {}
    model = StandIn(seed=1)

    def reply(body):
        at_work.update(modes())
        return model(body)

    umask(mask)
    with LoopbackServer(reply) as server:
        commands = [c for c in every_command(server.url) if c[0] != "demo"]  # ten seconds, and the same functions
        codes = {command: ran(*command).code for command in commands}
    written = {path: mode for path, mode in {**modes(), **at_work}.items() if path not in before}

    assert {c: code for c, code in codes.items() if not is_fine(c, code)} == {}
    assert any(path.endswith("-wal") for path in at_work), "a run at work was looked at"
    assert len(written) > 30
    opened = {path: oct(mode) for path, (folder, mode) in written.items() if mode != (0o700 if folder else 0o600)}
    assert opened == {}
    figures(f"S17 permissions: umask {mask:03o}, {len(written)} files and folders, {len(opened)} open to others")


def test_every_command_there_is_stands_in_the_list():
    """A new command is looked at here and under the egress hook, or this fails."""
    assert command_paths() == {path_of(command) for command in every_command("http://127.0.0.1:9/v1")}
