"""Lines that leave the files of a run's batches: about what was forgotten, and what nobody has seen."""

from pathlib import Path

from judge.store.batches import FOLDER, Batch, discard, id_in, ids_of, lines_of, note, own_lines, read_batches
from judge.store.folder import write_private


def tidy(folder: Path) -> None:
    """Remove questions that were being written when a run was interrupted, and finish forgetting that was."""
    for batch in read_batches(folder):
        if batch.gone:
            _take_out(folder, batch)
    place = folder / FOLDER
    known = {f.stem for f in place.glob("[0-9]*.json")}
    for file in place.glob("[0-9]*.jsonl"):
        if "." not in file.stem and file.stem not in known:
            file.unlink(missing_ok=True)


def forget_lines(folder: Path, seq: int) -> None:
    """Take every question about a response, and every answer to one, out of the run's batches.

    Answers that belong to no question may be about it too, and go with them. The record is the first to say so: a
    start that finds the files as they were takes the lines out then.
    """
    for batch in read_batches(folder):
        kept = _take_out(folder, batch)
        if kept is not None and seq in kept.seqs:
            named = [id_in(line) for _, line in lines_of(kept.file(folder))]
            gone = [name for name, own in zip(named, kept.asked, strict=False) if name and own[1] == seq]
            asked = [own for own in kept.asked if own[1] != seq]
            _take_out(folder, note(folder, kept, gone=gone, asked=asked))


def _take_out(folder: Path, batch: Batch) -> Batch | None:
    """Bring files to what the record says; ``None`` where nothing is left to hand in, and the batch is removed."""
    known = ids_of(folder, batch) - set(batch.gone)
    for file in (batch.file(folder), *batch.answers(folder)):
        kept, others = own_lines(file.read_bytes(), known) if file.exists() else (b"", None)
        if others:
            write_private(file, kept)
    if batch.asked or batch.batch_id or batch.stage == "read":
        return note(folder, batch, gone=()) if batch.gone else batch
    discard(folder, batch)
    return None
