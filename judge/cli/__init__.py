"""The command ``judge``: parse flags, call one job, print one view, set an exit code."""

import sys


def main() -> None:
    """Run the command line and exit with the code of ``contract.md``, section 1."""
    from judge.cli.app import run  # noqa: PLC0415 - importing the package must cost nothing

    sys.exit(run(sys.argv[1:]))
