"""Where a model's files come from: a folder, or Hugging Face where there is a network."""

import re
from pathlib import Path

from judge.classifiers.libraries import import_transformers
from judge.errors import NotFoundError, PolicyError

HOST = "huggingface.co"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_SMALL = ["*.json", "*.txt", "*.model"]


def is_name(model: str) -> bool:
    """Whether *model* could be a name on Hugging Face, and is no folder here."""
    return not Path(model).expanduser().is_dir() and _NAME.fullmatch(model) is not None


def model_folder(model: str, *, egress: str = "any") -> Path:
    """The folder with the files of *model*; one on Hugging Face is fetched once, and nothing of the data is sent.

    Raises:
        NotFoundError: There is no such folder, and it cannot be fetched.
        PolicyError: *egress* forbids to fetch it, and it was not fetched before.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").exists():
            raise NotFoundError(f"no model in {model!r}: it has no config.json", hint="name the folder that holds it")
        return folder
    if not is_name(model):
        raise NotFoundError(f"no folder {model!r}", hint="a folder with config.json, the tokenizer and the weights")
    return _fetched(model, allowed=egress == "any" or HOST in [host.strip() for host in egress.split(",")])


def _fetched(model: str, *, allowed: bool) -> Path:
    import_transformers()
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - comes with transformers

    try:
        return Path(snapshot_download(model, allow_patterns=[*_SMALL, "*.safetensors"], local_files_only=True))
    except Exception:  # noqa: BLE001, S110 - however it says so: it was not fetched before
        pass
    if not allowed:
        raise PolicyError(
            f"the weights of {model!r} would be fetched from {HOST}, which egress does not name",
            hint="fetch them first, or name a folder",
        )
    try:
        found = Path(snapshot_download(model, allow_patterns=[*_SMALL, "*.safetensors"]))
        if not list(found.glob("*.safetensors")):
            found = Path(snapshot_download(model, allow_patterns=[*_SMALL, "pytorch_model*.bin"]))
    except Exception as error:  # noqa: BLE001 - no network, no such model, no room: by many names
        raise NotFoundError(
            f"no folder {model!r}, and no such model could be fetched: {type(error).__name__}",
            hint="name a folder with config.json, the tokenizer and the weights, or fetch it where there is a network",
        ) from None
    return found
