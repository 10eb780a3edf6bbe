"""The wheel, installed into an environment of its own and used from an empty folder: a program, not a test.

A checkout cannot reveal a data file that the wheel lacks. Usage: wheel_from_an_empty_folder.py FOLDER_WITH_THE_WHEEL
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

WANTED = {
    ("rubrics",): "psycrisis",
    ("rubrics", "show", "crisis_response", "--language", "zh"): "危机",
    ("prompts", "show", "psycrisis", "--dimension", "empathy", "--language", "zh"): "dimension id: empathy",
    ("personas", "show", "only_you", "--told"): "level: high",
    ("demo", "-o", "demo"): "report.html",
    ("init", "study"): "study",
}


def main() -> int:
    """Install without dependencies beside our own environment's, and run what needs data files."""
    (wheel,) = Path(sys.argv[1]).resolve().glob("psyjudge-*.whl")
    libraries = next(p for p in map(Path, sys.path) if p.name == "site-packages")
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(empty)
        venv.create(folder / "venv", with_pip=False)
        (own,) = (folder / "venv" / "lib").glob("python*/site-packages")
        subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(own)], check=True)
        # our dependencies, but not the editable install of the checkout
        lent = folder / "lent"
        lent.mkdir()
        for entry in libraries.iterdir():
            if "psyjudge" not in entry.name:
                (lent / entry.name).symlink_to(entry)
        (own / "lent.pth").write_text(f"{lent}\n")
        work = folder / "work"
        work.mkdir()
        environment = {"PATH": os.environ["PATH"], "HOME": empty, "LANG": "C.UTF-8"}
        for arguments, wanted in WANTED.items():
            command = [str(folder / "venv" / "bin" / "python"), "-m", "judge", *arguments]
            done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
            said = done.stdout + done.stderr
            if done.returncode or wanted not in said:
                print(f"judge {' '.join(arguments)} from an empty folder: exit {done.returncode}\n{said[-2000:]}")
                return 1
    print(f"{wheel.name}: {len(WANTED)} commands work from an empty folder")
    return 0


if __name__ == "__main__":
    sys.exit(main())
