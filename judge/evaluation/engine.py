"""Whether the engine that was asked for can do what the other settings want of it."""

from collections.abc import Sequence

from judge.engines.ray_cluster import check_ray
from judge.errors import SettingsError
from judge.models.base import ModelSpec
from judge.models.batch_providers import check_batches
from judge.models.preflight import check_price
from judge.settings import RunSettings

Named = tuple[str, ModelSpec]


def checked_engine(run: RunSettings, specs: Sequence[Named]) -> tuple[RunSettings, Sequence[Named]]:
    """The settings as the engine can keep them, and the models that will be contacted.

    Where batches are only written nobody is: no address and no key is wanted, and no known case can be judged.

    Raises:
        SettingsError: The engine cannot do it, or cannot reach one of the models.
    """
    if run.engine != "batch":
        if run.batch_files:
            raise SettingsError("--batch-files writes batches", hint="add --engine batch")
        if run.engine == "ray":
            check_ray()
        elif run.address is not None:
            raise SettingsError("--address is a Ray cluster's", hint="add --engine ray")
        return run, specs
    if run.workers > 1 or run.join:
        raise SettingsError(
            "--engine batch takes no helpers: its questions are answered elsewhere",
            hint="leave out --workers and --join",
        )
    for name, spec in specs:
        check_batches(spec, leave=run.batch_files)
        check_price(name, spec, run.max_cost)
    return (run.model_copy(update={"canaries": False}), ()) if run.batch_files else (run, specs)
