"""Which conversations are held: every scenario with every persona, before every candidate, without a guard and with."""

from collections.abc import Iterator, Sequence

from judge.errors import SettingsError
from judge.persona import Persona
from judge.record import dataclass
from judge.scenario import Scenario, Turn, language_of

PERSONA = "persona"
"""A scenario's tag of that name says which personas it is for, separated by commas; all, where it has none."""
UNGUARDED = "none"
"""In place of a guard's name."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One conversation that is to be held."""

    scenario: Scenario
    persona: Persona
    candidate: str
    guard: str | None
    """Its name; ``None``: nobody looks on."""
    repeat: int = 0

    @property
    def key(self) -> str:
        """What all its repeats have in common."""
        return f"{self.scenario.id}:{self.persona.id}:{self.candidate}:{self.guard or UNGUARDED}"

    @property
    def id(self) -> str:
        """What it is called in files and tables."""
        return self.key + (f":{self.repeat}" if self.repeat else "")

    @property
    def opening(self) -> tuple[Turn, ...]:
        """What has been said when the candidate speaks first."""
        return self.scenario.turns

    @property
    def tags(self) -> dict[str, str]:
        """The scenario's own, and what a table may be split by."""
        return {
            **self.scenario.tags,
            PERSONA: self.persona.id,
            "risk_level": self.persona.risk,
            "adversarial": "yes" if self.persona.adversarial else "no",
            "guard": self.guard or UNGUARDED,
            **({"repeat": str(self.repeat)} if self.repeat else {}),
        }


def sittings(
    scenarios: Sequence[Scenario],
    personas: Sequence[Persona],
    candidates: Sequence[str],
    guards: Sequence[str | None],
    repeats: int,
) -> list[Sitting]:
    """Every conversation, in the order of its parts.

    A persona meets the scenarios in its own language, and of those that name personas the ones that name it.

    Raises:
        SettingsError: No persona fits any scenario.
    """
    found = [
        Sitting(scenario, persona, candidate, guard, repeat)
        for scenario, persona in _pairs(scenarios, personas)
        for candidate in candidates
        for guard in guards
        for repeat in range(repeats)
    ]
    if not found:
        raise SettingsError(
            "no persona speaks the language of any scenario",
            hint="add a scenario in the personas' language, or name others: judge personas",
        )
    return found


def left_out(scenarios: Sequence[Scenario], personas: Sequence[Persona]) -> list[str]:
    """The personas that meet no scenario."""
    met = {persona.id for _, persona in _pairs(scenarios, personas)}
    return [persona.id for persona in personas if persona.id not in met]


def _pairs(scenarios: Sequence[Scenario], personas: Sequence[Persona]) -> Iterator[tuple[Scenario, Persona]]:
    for scenario in scenarios:
        spoken = _base(scenario.language or language_of("".join(turn.content for turn in scenario.turns)))
        meant = {name.strip() for name in scenario.tags.get(PERSONA, "").split(",") if name.strip()}
        for persona in personas:
            if _base(persona.language) == spoken and (not meant or persona.id in meant):
                yield scenario, persona


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].casefold()
