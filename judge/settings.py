"""One YAML, one run: every option of ``judge evaluate`` and ``judge respond`` as a field."""

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator

from judge.call import ReplyForm
from judge.errors import SettingsError, near_miss
from judge.noun import Many, Noun
from judge.scenario import Unit

BASELINES = ("baseline/lexical", "baseline/always-pass", "baseline/always-fail")
CLASSIFIERS = ("encoder/", "tfidf/")
"""What the name of a trained classifier begins with; its folder follows. It runs here, at no address."""
DEFAULT_ASK = "expert_chain"

Value = str | int | float | bool | None | list[Any] | dict[str, Any]  # whatever a provider takes as a parameter


ReplyWish = Literal[ReplyForm, "auto"]
"""A reply form, or ``auto``: whichever suits the judge."""
Confidence = Literal["none", "logprobs", "repeats"]
"""Where a judge's probabilities come from: nowhere, the log-probabilities of its tokens, or its repeats."""

_ONE_LINE = r"^\S(.*\S)?$"


class Price(Noun):
    """What a model costs, in USD per million tokens."""

    prompt: Annotated[float, Field(ge=0)]
    completion: Annotated[float, Field(ge=0)]
    cached: Annotated[float, Field(ge=0)] | None = None
    """Of prompt tokens that the provider had in its cache; as other prompt tokens when absent."""


class JudgeSettings(Noun):
    """One judge or candidate model: who it is and how it is reached. Never a key."""

    model: Annotated[str, Field(pattern=_ONE_LINE)]
    name: Annotated[str, Field(pattern=_ONE_LINE)] | None = None
    """What tables call it; the model when absent."""
    api_base: str | None = None
    api_key_env: str | None = None
    """Name of the environment variable that holds the key, where it is not the provider's usual one."""
    params: dict[str, Value] = Field(default={})
    """Sampling parameters, sent as they stand; nothing that is not here is sent."""
    ask: Many[str] = ()
    reply: ReplyWish | None = None
    """``auto``: found out with known cases before anything is spent on the data."""
    structured: Literal["auto", "always", "never"] = "auto"
    """Whether the provider is asked to enforce the reply's schema; ``auto``: where it is known to."""
    rpm: Annotated[float, Field(gt=0)] | None = None
    tpm: Annotated[float, Field(gt=0)] | None = None
    price: Price | None = None
    timeout: Annotated[float, Field(gt=0)] = 120
    """Wall-clock seconds for one attempt."""
    route: Literal["auto", "direct", "litellm"] | None = None
    """How it is reached; the run's route when absent."""
    confidence: Confidence | None = None
    """The run's when absent."""
    categories: dict[str, str] = Field(default={})
    """Of a guard: which answer each of its categories stands for, beside the answers' own names and aliases."""
    controversial: Literal["unclear", "safe", "unsafe"] = "unclear"
    """Of a guard: what it means that it calls something controversial."""
    context_tokens: Annotated[int, Field(ge=1)] | None = None
    """The run's when absent."""

    @field_validator("ask", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return [value] if isinstance(value, str) else value

    @property
    def shown(self) -> str:
        """What tables call it."""
        return self.name or self.model


class SimulateSettings(Noun):
    """What conversations with simulated clients need beside candidates: ``judge simulate``."""

    client: JudgeSettings | None = None
    """The model that plays the clients."""
    personas: Many[str] = ()
    """Names or paths; all that there are when absent."""
    part: str = "default"
    """The folder of templates that say how a client is played."""
    turns: Annotated[int, Field(ge=1, le=100)] = 8
    """Replies of the candidate at most."""
    guards: Many[JudgeSettings] = ()
    """Judges that look at each turn of the client; conversations are held without and with each of them."""
    guard_rubric: str = "risk_turns"
    guarded_only: bool = False
    """Whether conversations without a guard are left out."""
    note_at: Literal["last", "first"] = "last"
    """Where a candidate reads that a guard raised an alarm: after the turn concerned, or in the first message."""

    @field_validator("personas", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return [value] if isinstance(value, str) else value


class RunSettings(Noun):
    """Everything that decides what a run asks, and of whom."""

    rubric: str | None = None
    unit: Unit | None = None
    """What is judged, where that is not what the rubric names."""
    context_tokens: Annotated[int, Field(ge=1)] | None = None
    """So many tokens of what was said before are shown at most; everything when absent."""
    judges: Many[JudgeSettings] = ()
    models: Many[JudgeSettings] = ()
    """Candidates, for ``judge respond`` and ``judge simulate``."""
    simulate: SimulateSettings | None = None
    ask: Many[str] = ()
    per: Literal["rubric", "dimension"] | None = None
    reply: ReplyWish | None = None
    confidence: Confidence = "none"
    """``logprobs``: a model is asked for those of its tokens, and each answer's probability is kept."""
    route: Literal["auto", "direct", "litellm"] = "auto"
    engine: Literal["local", "batch", "ray"] = "local"
    workers: Annotated[int, Field(ge=1, le=256)] = 1
    """Processes on this machine that share the work."""
    join: bool = False
    """Whether to help a run that another process is working on."""
    address: str | None = None
    """Of an existing Ray cluster."""
    batch_files: bool = False
    """Whether batches are only written, for the user to run."""
    poll: Annotated[float, Field(ge=0)] = 60
    """Seconds between two looks at a batch."""
    canaries: bool = True
    """Whether known cases are judged beside the data."""
    language: str = "auto"
    shots: Annotated[int, Field(ge=1, le=64)] | None = None
    """Labelled responses shown as worked examples, drawn anew for each repeat."""
    shots_from: str | None = None
    """The file that they are drawn from."""
    shots_seed: Annotated[int, Field(ge=0)] = 0
    repeats: Annotated[int, Field(ge=1, le=1000)] = 1
    reasks: Annotated[int, Field(ge=0, le=10)] = 2
    concurrency: Annotated[int, Field(ge=1, le=1024)] = 8
    rpm: Annotated[float, Field(gt=0)] | None = None
    tpm: Annotated[float, Field(gt=0)] | None = None
    max_cost: Annotated[float, Field(ge=0)] | None = None
    max_refusals: Annotated[float, Field(ge=0, le=1)] | None = None
    """A judge that refuses more than this share of what it is asked is stopped."""
    min_coverage: Annotated[float, Field(ge=0, le=1)] = 0.98
    egress: str = "any"
    limit: Annotated[int, Field(ge=1)] | None = None

    @field_validator("ask", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return [value] if isinstance(value, str) else value


def settings_of(**fields: Any) -> RunSettings:  # checked here
    """Settings from keyword arguments.

    Raises:
        SettingsError: A field nobody knows, or a value it cannot take.
    """
    try:
        return RunSettings(**fields)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise SettingsError(
                f"no setting is called {name!r}", hint=near_miss(name, RunSettings.model_fields)
            ) from None
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


def parse_judge(text: str) -> JudgeSettings:
    """``[NAME=]MODEL`` as the command line takes it.

    A name never holds a slash, so an ``=`` after one belongs to the model.

    Raises:
        SettingsError: Nothing stands for the model, or for the name before the ``=``.
    """
    name, found, model = text.partition("=")
    if not found or "/" in name:
        name, found, model = "", "", text
    hint = "write -j openai/gpt-5 or -j strict=openai/gpt-5"
    if not model.strip():
        raise SettingsError(f"judge {text!r} names no model", hint=hint)
    if found and not name.strip():
        raise SettingsError(f"judge {text!r} has no name before the '='", hint=hint)
    try:
        return JudgeSettings(model=model.strip(), name=name.strip() or None)
    except ValidationError:
        raise SettingsError(f"judge {text!r} is no name on one line", hint=hint) from None
