"""A transformer that reads a context and a response and gives each class a probability."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from judge.classifiers.framing import ROLES, Framed, by_length, framed, padded
from judge.classifiers.libraries import import_torch, import_transformers
from judge.classifiers.passages import Passage
from judge.errors import InputError, SettingsError

_LIKE_ROBERTA = 2
"""Places that some encoders do not use: their numbers begin after the padding's."""


class Encoder:
    """Model and tokenizer on one device."""

    def __init__(self, folder: Path, *, classes: Sequence[str] | None, device: str = "auto") -> None:
        """Load what lies in *folder*: to be trained on *classes*, or as it is.

        Raises:
            SettingsError: A library is missing, or there is no such device.
            InputError: The folder's files cannot be loaded.
        """
        self.torch = import_torch()
        self.device = device_of(self.torch, device)
        transformers = import_transformers()
        try:
            self.tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self.model = _model(transformers, folder, classes)
        except Exception as error:  # noqa: BLE001 - the libraries underneath have errors of their own
            first = str(error).strip().splitlines()[:1]
            raise InputError(
                f"the model in {str(folder)!r} cannot be loaded: {first[0] if first else type(error).__name__}",
                hint="it needs config.json, a fast tokenizer (tokenizer.json or vocab.txt) and weights",
            ) from None
        if classes is not None:
            self._give_roles()
        self.model.to(self.device)
        self.longest = self._longest()

    @property
    def classes(self) -> list[str]:
        """What the model answers, in the order of its outputs."""
        return [str(name) for _, name in sorted(self.model.config.id2label.items())]

    @property
    def gpu(self) -> str | None:
        """What the GPU is called that it computes on."""
        return str(self.torch.cuda.get_device_name()) if self.device == "cuda" else None

    def framed(self, passages: Sequence[Passage], longest: int | None = None) -> list[Framed]:
        """*passages* as the model reads them, of at most *longest* tokens."""
        return framed(self.tokenizer, passages, min(longest or self.longest, self.longest))

    def logits(self, rows: Sequence[Framed]) -> Any:  # a tensor
        """What the model's last layer says of *rows*, as it stands: rows x classes."""
        torch, filler = self.torch, self.tokenizer.pad_token_id or 0
        ids = torch.tensor(padded((row.ids for row in rows), filler), device=self.device)
        given = {"input_ids": ids, "attention_mask": self._mask(rows)}
        if getattr(self.model.config, "type_vocab_size", 0) > 1:
            given["token_type_ids"] = torch.tensor(padded((row.parts for row in rows), 0), device=self.device)
        return self.model(**given).logits

    def probabilities(
        self, passages: Sequence[Passage], *, longest: int | None = None, size: int = 32, precision: str = "fp32"
    ) -> list[list[float]]:
        """Each passage's probability of each class, in the order given; batched by length."""
        rows = self.framed(passages, longest)
        found: list[list[float]] = [[] for _ in rows]
        self.model.eval()
        with self.torch.inference_mode():
            for places in by_length(rows, size):
                with self.autocast(precision):
                    logits = self.logits([rows[i] for i in places])
                for i, row in zip(places, logits.double().softmax(-1).tolist(), strict=True):
                    found[i] = row
        return found

    def precision(self, wanted: str) -> str:
        """The precision that *wanted* means on this device.

        Raises:
            SettingsError: The device has it not.
        """
        if wanted == "auto":
            on_gpu = self.device == "cuda"
            return ("bf16" if self.torch.cuda.is_bf16_supported() else "fp16") if on_gpu else "fp32"
        if wanted == "fp16" and self.device == "cpu":
            raise SettingsError("--precision fp16 needs a GPU", hint="fp32 or bf16")
        return wanted

    def autocast(self, precision: str) -> AbstractContextManager[Any]:
        """Where products are computed in *precision*; sums and the loss stay in full precision."""
        kinds = {"bf16": self.torch.bfloat16, "fp16": self.torch.float16}
        kind = kinds.get(precision)
        return self.torch.autocast(self.device, dtype=kind or self.torch.bfloat16, enabled=kind is not None)  # type: ignore[no-any-return] # torch has no types here

    def save(self, folder: Path) -> None:
        """Write the model and its tokenizer to *folder*, readable by its owner only."""
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        for file in folder.iterdir():
            file.chmod(0o600)

    def _mask(self, rows: Sequence[Framed]) -> Any:  # a tensor
        return self.torch.tensor(padded(([1] * len(row.ids) for row in rows), 0), device=self.device)

    def _give_roles(self) -> None:
        self.tokenizer.add_special_tokens({"additional_special_tokens": list(ROLES.values())})
        rows = self.model.get_input_embeddings().weight.shape[0]
        if len(self.tokenizer) > rows:
            self.model.resize_token_embeddings(len(self.tokenizer))

    def _longest(self) -> int:
        places = int(getattr(self.model.config, "max_position_embeddings", 512))
        uses_all = getattr(self.model.config, "model_type", "") not in ("roberta", "xlm-roberta", "camembert")
        return min(places if uses_all else places - _LIKE_ROBERTA, int(self.tokenizer.model_max_length))


def _model(transformers: Any, folder: Path, classes: Sequence[str] | None) -> Any:  # no types here
    kind = transformers.AutoModelForSequenceClassification
    if classes is None:
        return kind.from_pretrained(folder, local_files_only=True)
    names = dict(enumerate(classes))
    numbers = {name: i for i, name in names.items()}
    return kind.from_pretrained(
        folder, local_files_only=True, num_labels=len(names), id2label=names, label2id=numbers,
        ignore_mismatched_sizes=True, problem_type="single_label_classification",
    )  # fmt: skip


def device_of(torch: Any, wanted: str) -> str:  # the module, which has no types here
    """Where to compute, of what torch finds: ``cuda`` or ``cpu``.

    Raises:
        SettingsError: A GPU is wanted, and there is none.
    """
    there = bool(torch.cuda.is_available())
    if wanted == "cuda" and not there:
        raise SettingsError(
            "--device cuda: torch finds no GPU", hint="--device cpu, or a torch that was built for CUDA"
        )
    return "cuda" if there and wanted != "cpu" else "cpu"
