"""Every exception psyjudge raises.

::

    JudgeError
    ├── InputError            you can fix it: a file, a flag, a name
    │   ├── RubricError
    │   ├── PersonaError
    │   ├── TemplateError
    │   ├── DatasetError
    │   ├── SettingsError
    │   └── NotFoundError
    ├── CallError             the provider did not answer            (becomes the judgment's state)
    ├── ReplyError            it answered; no verdict can be read     (becomes the judgment's state)
    ├── PolicyError           your own policy forbids it (``egress``)
    └── StorageError          the run's folder cannot be read or written

Input errors are found before the first call; after it nothing ends a run but the disk.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class JudgeError(Exception):
    """Something psyjudge can name: what is wrong, where, and what to do about it."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(JudgeError):
    """You can fix it: a file, an option, a name."""


class RubricError(InputError):
    """A rubric file does not say what a rubric must say."""


class PersonaError(InputError):
    """A persona file does not say what a persona must say."""


class TemplateError(InputError):
    """A prompt template cannot be used: unsafe, misspelt, or it renders nothing."""


class DatasetError(InputError):
    """A file of scenarios, responses or labels has a row that cannot be read."""


class SettingsError(InputError):
    """An option or a settings file asks for something that cannot be done."""


class NotFoundError(InputError):
    """Nothing has that name."""


class CallError(JudgeError):
    """A model did not answer.

    Attributes:
        state: The state the judgments of this call take: ``failed_transport``, ``failed_config``,
            ``refused_provider``, ``truncated`` or ``empty``.
        reason: The class of the failure, e.g. ``rate_limit``.
        retryable: Whether asking once more may help.
        endpoint_wide: Whether every other call of this judge would fail alike (a bad key, an unknown model).
        retry_after: Seconds the provider asked us to wait, if it did.
    """

    def __init__(
        self,
        message: str,
        *,
        state: str,
        reason: str,
        retryable: bool = False,
        endpoint_wide: bool = False,
        retry_after: float | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.state = state
        self.reason = reason
        self.retryable = retryable
        self.endpoint_wide = endpoint_wide
        self.retry_after = retry_after
        self.http_attempts = 1


class ReplyError(JudgeError):
    """A model answered, and no verdict can be read from it.

    Attributes:
        state: The state the judgments of this call take: ``malformed``, ``truncated``, ``empty``,
            ``refused_model`` or ``refused_provider``.
        reason: The class of the fault, e.g. ``duplicate_key``.
    """

    def __init__(self, message: str, *, state: str, reason: str) -> None:
        super().__init__(message)
        self.state = state
        self.reason = reason


class PolicyError(JudgeError):
    """Your own policy forbids it, e.g. sending texts to a host that ``egress`` does not name."""


class StorageError(JudgeError):
    """The run's folder cannot be read or written."""


def near_miss(name: str, names: Iterable[str]) -> str | None:
    """A hint that offers the closest of *names*, or all of them when they are few; ``None`` when there are none."""
    known = sorted(set(names))
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known here: {', '.join(known)}" if 0 < len(known) <= 20 else None  # noqa: PLR2004 - what fits on two lines
