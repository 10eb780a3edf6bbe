"""From what went wrong to two lines on stderr and an exit code."""

import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from errno import EDQUOT, EIO, ENOSPC, EROFS
from typing import Any

import typer

from judge.errors import InputError, JudgeError, PolicyError, StorageError
from judge.views.words import Ui, say


class Exit(IntEnum):
    """What a script may branch on."""

    FINE = 0
    BUG = 1
    INPUT = 2
    NO_JUDGE = 3
    POLICY = 4
    STORAGE = 5
    INCOMPLETE = 6
    GATE = 10
    INTERRUPTED = 130


_DISK = ("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN")

UsageFault: Any = typer.BadParameter.__mro__[2]  # ClickException: of click itself, or of the copy newer Typers carry
"""What Typer raises for a command line it cannot read. Typer exports only this one of its kinds."""

CODES: tuple[tuple[type[JudgeError], Exit], ...] = (
    (InputError, Exit.INPUT),
    (PolicyError, Exit.POLICY),
    (StorageError, Exit.STORAGE),
)


def guarded(work: Callable[[], object], *, ui: Ui) -> int:
    """Run *work* and return the exit code; nothing but a bug of ours shows a traceback.

    What went wrong is said in the language *ui*.
    """
    try:
        code = work()
    except typer.Abort:
        return Exit.INTERRUPTED
    except UsageFault as error:
        return say_error(error.format_message(), _usage_hint(error), Exit.INPUT, ui=ui)
    except typer.Exit as leaving:
        return leaving.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.FINE
    except JudgeError as error:
        known = next((code for kind, code in CODES if isinstance(error, kind)), Exit.BUG)
        return say_error(error.message, error.hint, known, ui=ui)
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is said to be one, a full disk too
        return _say_disk(error, ui) if _of_the_disk(error) else _say_bug(ui)
    return int(code) if isinstance(code, int) else Exit.FINE


def say_error(message: str, hint: str | None, code: Exit, *, ui: Ui) -> int:
    """Print an error in its two lines, in the language *ui* as far as we know the sentences in it; return *code*."""
    from judge.views.words.sentences import in_language  # noqa: PLC0415 - most commands end well

    print(say("cli.error", ui, error=in_language(message, ui)), file=sys.stderr)  # noqa: T201 - where errors belong
    if hint:
        print(say("cli.hint", ui, hint=in_language(hint, ui)), file=sys.stderr)  # noqa: T201
    return code


def _usage_hint(error: Exception) -> str | None:
    context = getattr(error, "ctx", None)
    return f"{context.command_path} --help" if context is not None else None


def _of_the_disk(error: Exception) -> bool:
    """Whether it is SQLite's or the system's word for a disk that is full, broken or read-only."""
    return str(getattr(error, "sqlite_errorname", "")).startswith(_DISK) or (
        isinstance(error, OSError) and error.errno in (EROFS, ENOSPC, EDQUOT, EIO)
    )


def _say_disk(error: Exception, ui: Ui) -> int:
    hint = "what was acknowledged is safe; make room and resume"
    return say_error(f"cannot write to the run: {error}", hint, Exit.STORAGE, ui=ui)


def _say_bug(ui: Ui) -> int:
    """A traceback without local values: a person's words may stand in them."""
    traceback.print_exc(file=sys.stderr)
    from judge.provenance import versions  # noqa: PLC0415 - reading them takes longer than most commands need to start

    hint = f"please report it with: {versions()}"
    return say_error("this is a bug in psyjudge, not in your input", hint, Exit.BUG, ui=ui)
