"""From what went wrong to two lines on stderr and an exit code."""

import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import Any

import typer

from judge.errors import InputError, JudgeError, PolicyError, StorageError
from judge.provenance import versions


class Exit(IntEnum):
    """What a script may branch on."""

    FINE = 0
    BUG = 1
    INPUT = 2
    NO_JUDGE = 3
    POLICY = 4
    STORAGE = 5
    INCOMPLETE = 6
    INTERRUPTED = 130


UsageFault: Any = typer.BadParameter.__mro__[2]  # ClickException: of click itself, or of the copy newer Typers carry
"""What Typer raises for a command line it cannot read. Typer exports only this one of its kinds."""

CODES: tuple[tuple[type[JudgeError], Exit], ...] = (
    (InputError, Exit.INPUT),
    (PolicyError, Exit.POLICY),
    (StorageError, Exit.STORAGE),
)


def guarded(work: Callable[[], object]) -> int:
    """Run *work* and return the exit code; nothing but a bug of ours shows a traceback."""
    try:
        code = work()
    except typer.Abort:
        return Exit.INTERRUPTED
    except UsageFault as error:
        return say_error(error.format_message(), _usage_hint(error), Exit.INPUT)
    except typer.Exit as leaving:
        return leaving.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.FINE
    except JudgeError as error:
        known = next((code for kind, code in CODES if isinstance(error, kind)), Exit.BUG)
        return say_error(error.message, error.hint, known)
    except Exception:  # noqa: BLE001 - the last line of defence: a bug is said to be one
        _say_bug()
        return Exit.BUG
    return int(code) if isinstance(code, int) else Exit.FINE


def say_error(message: str, hint: str | None, code: Exit) -> int:
    """Print an error in its two lines and return *code*."""
    print(f"error: {message}", file=sys.stderr)  # noqa: T201 - stderr is where errors belong
    if hint:
        print(f"  hint: {hint}", file=sys.stderr)  # noqa: T201
    return code


def _usage_hint(error: Exception) -> str | None:
    context = getattr(error, "ctx", None)
    return f"{context.command_path} --help" if context is not None else None


def _say_bug() -> None:
    """A traceback without local values: a person's words may stand in them."""
    traceback.print_exc(file=sys.stderr)
    say_error("this is a bug in psyjudge, not in your input", f"please report it with: {versions()}", Exit.BUG)
