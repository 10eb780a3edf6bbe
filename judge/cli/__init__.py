"""The command ``judge``: parse flags, call one job, print one view, set an exit code."""

import gc
import os
import sys


def main() -> None:
    """Run the command line and exit with the code of ``contract.md``, section 1."""
    # One thread for matrix products, unless somebody wants more: ours are small, threads that wait for each other cost
    # more than they bring, and sums come out the same whatever the machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Looking for plugins of pydantic's takes longer than importing it; there is nothing here they could be for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Rows by the hundred thousand hold no cycles: to look for some after every 700 objects takes a fifth of the time.
    gc.set_threshold(50_000)
    from judge.cli.app import run  # noqa: PLC0415 - importing the package must cost nothing

    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has read enough: `judge scores RUN | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
