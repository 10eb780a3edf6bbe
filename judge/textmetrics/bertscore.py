"""BERTScore: how near each word of a response, in its context, comes to some word of the reference, by an encoder."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from judge.classifiers.libraries import import_torch, import_transformers
from judge.classifiers.weights import model_folder
from judge.errors import InputError
from judge.textmetrics.base import Measured, Pair, mean, missing

LAYERS = {
    "bert-base-uncased": 9,
    "bert-base-chinese": 8,
    "bert-base-multilingual-cased": 9,
    "roberta-base": 10,
    "roberta-large": 17,
    "xlm-roberta-base": 9,
    "xlm-roberta-large": 17,
}
"""The layer that agrees best with people's ratings of translations, as the authors of BERTScore chose it."""
_BATCH = 32
_LONGEST = 512

Embedded = tuple[Any, Any]  # tensors
"""Unit vectors of a text's tokens, and which of them are words and not marks of the model's."""


class BertScore:
    """BERTScore's F1 (Zhang et al. 2020), without idf weights and without rescaling; the mean over all responses.

    Written out here, because the authors' package holds back newer libraries; the tests compare what is computed with
    the definition. Of several references the nearest counts. Texts are cut at the model's length.

    Args:
        model: A folder, or a name on Hugging Face, fetched once where there is a network; texts stay here.
        layer: Of the model's layers the one whose vectors are compared; the authors' where they chose one, else the
            last.
        egress: Whether the weights may be fetched.
    """

    name = "bertscore"

    def __init__(self, model: str, *, layer: int | None = None, egress: str = "any") -> None:
        self.model, self.layer, self.egress = model, layer, egress
        self._loaded: tuple[Any, Any, int, str] | None = None  # of libraries without types

    def measure(self, pairs: Sequence[Pair]) -> Measured:
        """F1 of each response, and their mean."""
        tokenizer, encoder, layer, version = self._load()
        texts = list(dict.fromkeys(text for p in pairs for text in (p.text, *p.references)))
        known = dict(zip(texts, self._embedded(texts, tokenizer, encoder, layer), strict=True))
        each = tuple(max(_f1(known[p.text], known[r]) for r in p.references) for p in pairs)
        return Measured(
            each, mean(each), pooled=False, signature=f"{self.model}_L{layer}_no-idf|transformers:{version}"
        )

    def _load(self) -> tuple[Any, Any, int, str]:
        if self._loaded is None:
            for library in ("torch", "transformers"):
                if find_spec(library) is None:
                    raise missing(library, "BERTScore", "metrics-heavy")
            folder = model_folder(self.model, egress=self.egress)
            library = import_transformers()
            try:
                tokenizer = library.AutoTokenizer.from_pretrained(folder, local_files_only=True)
                encoder = library.AutoModel.from_pretrained(folder, local_files_only=True).eval()
            except Exception as error:  # noqa: BLE001 - the libraries underneath have errors of their own
                first = (str(error).strip().splitlines() or [type(error).__name__])[0]
                raise InputError(
                    f"the model in {str(folder)!r} cannot be loaded for BERTScore: {first}",
                    hint="it needs config.json, a tokenizer and weights",
                ) from None
            self._loaded = tokenizer, encoder, self._layer(encoder.config.num_hidden_layers), library.__version__
        return self._loaded

    def _layer(self, layers: int) -> int:
        chosen = self.layer if self.layer is not None else LAYERS.get(self.model, layers)
        if not 1 <= chosen <= layers:
            raise InputError(
                f"the model {self.model!r} has no layer {chosen}: it has {layers}", hint=f"one from 1 to {layers}"
            )
        return chosen

    def _embedded(self, texts: Sequence[str], tokenizer: Any, encoder: Any, layer: int) -> Iterator[Embedded]:
        torch = import_torch()
        longest = min(_LONGEST, getattr(encoder.config, "max_position_embeddings", _LONGEST))
        longest = min(longest, tokenizer.model_max_length)
        found: dict[int, Embedded] = {}
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            read = tokenizer(
                [texts[i] for i in batch], padding=True, truncation=True, max_length=longest, return_tensors="pt",
                return_special_tokens_mask=True,
            )  # fmt: skip
            marks = read.pop("special_tokens_mask")
            with torch.no_grad():
                states = encoder(**read, output_hidden_states=True).hidden_states[layer]
            states = torch.nn.functional.normalize(states, dim=-1)
            for at, i in enumerate(batch):
                there = read["attention_mask"][at].bool()
                found[i] = states[at][there], ~marks[at][there].bool()
        return (found[i] for i in range(len(texts)))


def _f1(response: Embedded, reference: Embedded) -> float:
    """0 where either says nothing: there is no word to compare."""
    (own, own_words), (other, other_words) = response, reference
    if not (own_words.any() and other_words.any()):
        return 0.0
    near = own @ other.T
    # A word may be nearest to a mark of the model's, as in the authors' code; only words count.
    precision = float(near.max(dim=1).values[own_words].mean())
    recall = float(near.max(dim=0).values[other_words].mean())
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
