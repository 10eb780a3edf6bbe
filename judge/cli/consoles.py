"""A console for results."""

import os
import sys

from rich.console import Console


class Results(Console):
    """A console whose reader may stop reading: `judge scores RUN | head` is no failure."""

    def on_broken_pipe(self) -> None:
        """Leave quietly."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0)
