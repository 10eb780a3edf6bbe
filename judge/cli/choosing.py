"""Options that take one of a few words."""

from collections.abc import Sequence

from judge.errors import SettingsError, near_miss


def one_of(option: str, given: str, allowed: Sequence[str]) -> str:
    """*given*, when it is one of the words *option* takes.

    Raises:
        SettingsError: It is another one; the closest is offered.
    """
    if given not in allowed:
        raise SettingsError(f"{option} {given!r} is not known", hint=near_miss(given, allowed))
    return given
