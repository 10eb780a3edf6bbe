"""A process that works on a run: told apart from all others, and asked whether it is still there."""

import json
import os
import socket
import subprocess
from dataclasses import asdict
from pathlib import Path

from judge.record import dataclass

_ZOMBIE = "Z"
_STATE, _STARTED = 0, 19  # fields of /proc/PID/stat after the name: man 5 proc


@dataclass(frozen=True, slots=True)
class Process:
    """Where a process runs, and which it is there.

    A number alone is given again after a restart, and means another process in a container: so the host, the kernel's
    start and the container's space of numbers stand beside it, and the moment it began.
    """

    host: str
    boot: str
    space: str
    pid: int
    began: str

    def dumps(self) -> str:
        """As the store keeps it."""
        return json.dumps(asdict(self))

    @property
    def shown(self) -> str:
        """As a person is told."""
        return f"process {self.pid} on {self.host}"

    @property
    def is_near(self) -> bool:
        """Whether it runs where we do, so that we can see it."""
        here = this_process()
        return (self.host, self.boot, self.space) == (here.host, here.boot, here.space)

    @property
    def is_alive(self) -> bool:
        """Whether it is still there; only for one that is near."""
        return _began(self.pid) == self.began


def loads_process(text: str) -> Process:
    """A process back from the store."""
    return Process(**json.loads(text))


def this_process() -> Process:
    """The process that asks."""
    pid = os.getpid()
    return Process(socket.gethostname(), _boot(), _space(), pid, _began(pid) or "")


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _space() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _began(pid: int) -> str | None:
    """When process *pid* began, in whatever unit the system has; ``None`` when there is none, or only its remains."""
    if not Path("/proc/self/stat").exists():
        return _began_elsewhere(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[_STATE] == _ZOMBIE else fields[_STARTED]


def _began_elsewhere(pid: int) -> str | None:
    """The same where there is no ``/proc``: as ``ps`` says it."""
    command = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split(maxsplit=1)  # noqa: S603 - our own number
    return None if len(said) < 2 or said[0].startswith(_ZOMBIE) else said[1].strip()  # noqa: PLR2004 - both columns
