"""Whether a folder lies on another machine's disk: there, two processes cannot see each other's locks."""

import re
from pathlib import Path

from judge.errors import SettingsError

_MOUNTS = Path("/proc/self/mountinfo")
_OF_OTHERS = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "auristorfs", "coda", "davfs", "fuse.davfs2",
    "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.goofys", "fuse.blobfuse", "fuse.blobfuse2",
    "fuse.mount-s3", "fuse.juicefs", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.cvmfs2",
    "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "panfs", "orangefs", "pvfs2", "ocfs2", "gfs2",
})  # fmt: skip
"""As the kernel names them. Not 9p and virtiofs: a virtual machine's own disk may come in that way."""


def refuse_network(folder: Path, *, mounts: Path = _MOUNTS) -> None:
    """Refuse a folder on a network file system, where a run could be written twice at once and be damaged.

    Where the system has no list of mounts (``/proc``), nothing is known and nothing refused.

    Raises:
        SettingsError: It is one; which, and the way out.
    """
    kind = _kind(folder.absolute(), mounts)
    if kind in _OF_OTHERS:
        raise SettingsError(
            f"{str(folder)!r} lies on a network file system ({kind}), where a run is not safe",
            hint="use a folder on a disk of this machine, e.g. -o /tmp/first, and copy it when the run is done",
        )


def _kind(folder: Path, mounts: Path) -> str | None:
    """The file system of the deepest mount above *folder*; of several on one point, the last lies on top."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    above = {str(path) for path in (folder.resolve(), *folder.resolve().parents)}
    found: tuple[int, str | None] = (0, None)
    for line in lines:
        left, _, right = line.partition(" - ")
        point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), left.split()[4])
        if point in above and len(point) >= found[0]:
            found = (len(point), right.split()[0])
    return found[1]
