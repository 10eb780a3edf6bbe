"""Every line of figures of the fault suite, and the rows of the README's table.

    python tests/nightly/figures.py [--small]

Runs the programs of this folder one after the other, then the suites that are tests, and prints what each printed, with
the totals. Exits 1 when any of them missed a bar. ``--small`` takes minutes, without it the whole takes hours.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from outside import program

HERE = Path(__file__).parent
TESTS = HERE.parent
PROGRAMS = (
    "kills", "power_loss", "full_disk", "many_processes", "storm", "load", "status_of_a_million", "signals",
    "store_model", "clock",
)  # fmt: skip
SUITES = {
    "S5 transport": "models/test_transport_faults.py",
    "S8 malformed": "parsing/test_malformed_classes.py",
    "S9 rubrics": "rubrics/test_hostile_rubrics.py",
    "S10 templates": "prompting/test_hostile_templates.py",
    "S13 pages": "views/test_hostile_page.py",
    "S14 exports": "cli/test_export_formats.py",
    "S20 waits": "models/test_retry_after.py",
    "S22 batches": "engines/test_batch_files.py",
    "S26 canaries": "evaluation/test_canaries.py",
    "S26 canary rules": "scoring/test_canary_rules.py",
    "S11 injection": "faults/test_injection.py",
    "S15 secrets": "faults/test_secrets.py",
    "S16 egress": "faults/test_egress.py",
    "S17 permissions": "faults/test_permissions.py",
    "S18 provenance": "faults/test_provenance.py",
    "S24 Unicode": "faults/test_unicode.py",
}
"""Suites that are tests: those of ``faults`` print lines of their own, of the others the tests are counted."""
CELLS = ("S5 transport",)
"""Those of which a test is a cell: a fault by a protocol."""
FUZZ = (TESTS.parent / "benchmarks" / "fuzz_readers.py", "10000", "1000000")


def ran(*command):
    """A command's exit code and its output."""
    environment = {**os.environ, "OPENAI_API_KEY": os.environ.get("OPENAI_API_KEY", "sk-test-not-a-real-key")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout + done.stderr


def tested(file):
    """The exit code and the output of a suite; one that is not there has failed."""
    there = file.is_file()
    return ran(sys.executable, "-m", "pytest", str(file), "-q", "-s", "-p", "no:cacheprovider") if there else (1, "")


def number(pattern, text):
    """The first number a pattern finds; 0 where it finds none."""
    found = re.search(pattern, text)
    return int(found[1].replace(",", "")) if found else 0


def main():
    """Run, print, add up."""
    given = program(__doc__).parse_args()
    small = ["--small"] if given.small else []
    lines, missed, cells = [], [], 0
    for name in PROGRAMS:
        file = HERE / f"{name}.py"
        code, said = ran(sys.executable, str(file), *small)
        own = [line for line in said.splitlines() if re.match(r"S\d+ ", line)]
        lines += own or [f"{name}: no line; exit code {code}"]
        missed += [name] if code else []
        print("\n".join(own), flush=True)
    code, said = ran(sys.executable, str(FUZZ[0]), FUZZ[1 if given.small else 2])
    lines.append(f"S8 fuzz: {said.strip().splitlines()[-1] if said.strip() else 'nothing'}")
    missed += ["fuzz"] if code else []
    print(lines[-1], flush=True)
    for suite, path in SUITES.items():
        code, said = tested(TESTS / path)
        passed = number(r"(\d+) passed", said)
        cells += passed if suite in CELLS else 0
        own = re.findall(r"(?m)^(S\d+ .*)$", said) or [f"{suite}: {passed} passed"]
        lines += own
        missed += [suite] if code else []
        print("\n".join(own), flush=True)
    whole = "\n".join(lines)
    rows = {
        "kills survived": number(r"S1 kills: (\d+)", whole),
        "power-loss cuts": number(r"S2 power loss: (\d+)", whole),
        "cells passed": cells,
        "strings fuzzed": number(r"S8 fuzz: ([\d,]+)", whole) + number(r"S24 Unicode: (\d+)", whole),
        "payloads tried": number(r"S11 injection: (\d+)", whole),
        "judgments lost": sum(int(n) for n in re.findall(r"(\d+) (?:judgments )?lost", whole)),
        "judgments doubled": sum(int(n) for n in re.findall(r"(\d+) doubled", whole)),
    }
    print("\n| figure | value |\n|---|---|")
    print("\n".join(f"| {name} | {value:,} |" for name, value in rows.items()))
    if missed:
        print(f"missed: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
