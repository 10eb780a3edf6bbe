"""Runs every program about the engine's speed and prints the table that the README shows: figure, bar, measured.

    python benchmarks/readme_table.py [--quick] [--large] [--only NAME ...] [--inspect VENV] [--deepeval VENV]

Each program prints nothing of its own here but what went wrong; run alone, it prints more. ``--quick`` takes few
judgments and single runs, to see that everything works: such figures are not for quoting. ``--large`` adds runs of a
million judgments (``memory.py``, whose run ``start_again.py`` then starts again). Exits 1 when a bar is missed.
"""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from measuring import Figure, head

NAMES = (
    "engine_cost",
    "share_of_ideal",
    "litellm_route",
    "peers",
    "memory",
    "start_again",
    "capped_rate",
    "workers",
    "killed",
)


def arguments(name: str, options: argparse.Namespace, folder: Path) -> list[str]:
    """What a program is started with; the large run goes from one program to the next by its *folder*."""
    given = ["--quick"] if options.quick else []
    if name in ("memory", "start_again") and options.large:
        given += ["--large", "--in", str(folder)]
    if name == "peers":
        given += [
            part for who in ("inspect", "deepeval") if (venv := getattr(options, who)) for part in (f"--{who}", venv)
        ]
    return given


def row(figure: Figure) -> str:
    """A line of the table; a figure without a bar explains the one above it."""
    bar = figure.bound + (f" (goal {figure.goal:,g})" if figure.goal is not None else "")
    name = f"- {figure.name.strip()}" if figure.name.startswith(" ") else figure.name
    return f"| {name} | {bar} | {figure.shown(figure.value)}{'' if figure.kept else ' **missed**'} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME")
    parser.add_argument("--inspect", metavar="VENV")
    parser.add_argument("--deepeval", metavar="VENV")
    options = parser.parse_args()
    head("readme_table")
    missed = 0
    print("\n| figure | bar | measured |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name in options.only:
            program = import_module(name)
            asked = program.options().parse_args(arguments(name, options, Path(folder) / "large"))
            for figure in program.measure(asked):
                print(row(figure), flush=True)
                missed += not figure.kept
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
