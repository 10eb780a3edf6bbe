"""What a run was asked for: admitted once, extended freely, never quietly changed."""

import hmac
import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from judge.errors import DatasetError, InputError
from judge.store.claiming import Span
from judge.store.stored import Stored

_AT_ONCE = 1000
_NEW_FOLDER = "give this its own folder: -o ANOTHER_FOLDER"


def run_secret(db: sqlite3.Connection) -> bytes:
    """The run's own secret, made on first use: what nobody outside can derive a token from."""
    db.execute("INSERT OR IGNORE INTO meta VALUES ('secret', ?)", (secrets.token_hex(32),))
    return bytes.fromhex(db.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()[0])


def freeze(db: sqlite3.Connection, name: str, value: Mapping[str, Any], *, what: str) -> None:  # JSON-ready values
    """Record *value* under *name*, or refuse when the run was started with another one.

    Raises:
        InputError: It differs; the difference and the way out.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, text))
    stored = json.loads(db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()[0])
    refuse_change(stored, json.loads(text), what=what)


def frozen(db: sqlite3.Connection, name: str) -> Any:  # JSON of ours
    """What the run was started with under *name*; ``None`` when it was never recorded."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else None


def refuse_change(old: object, new: object, *, what: str) -> None:
    """Refuse when *old* and *new* differ anywhere, naming up to five places.

    Raises:
        InputError: They differ.
    """
    places = list(_differences(old, new, ()))
    if places:
        shown = "\n".join(f"    {place}" for place in places[:5])
        more = f"\n    and {len(places) - 5} more" if len(places) > 5 else ""  # noqa: PLR2004 - what fits a screen
        raise InputError(f"{what} changed since this run was started:\n{shown}{more}", hint=_NEW_FOLDER)


def _differences(old: object, new: object, at: tuple[str, ...]) -> Iterable[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _differences(old.get(key), new.get(key), (*at, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (a, b) in enumerate(zip(old, new, strict=True)):
            yield from _differences(a, b, (*at, str(_name_of(a, i))))
    elif old != new:
        before, after = _around(_short(old), _short(new))
        yield f"{'.'.join(at) or 'it'}: {before} -> {after}"


def _name_of(item: object, index: int) -> object:
    return item["id"] if isinstance(item, dict) and "id" in item else index


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _around(old: str, new: str, *, room: int = 60) -> tuple[str, str]:
    """Both texts cut to the part where they differ, so that one changed word is seen in a long text."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    cut = max(0, start - room // 3)

    def part(text: str) -> str:
        return ("…" if cut else "") + text[cut : cut + room] + ("…" if len(text) > cut + room else "")

    return part(old), part(new)


def admit_responses(db: sqlite3.Connection, responses: Iterable[Stored]) -> list[Span]:
    """Add what is new, keep the order of arrival, leave out what was forgotten, and refuse changed text.

    Read and written a thousand at a time, so that memory does not grow with their number.

    Returns:
        The sequence numbers of *responses*.

    Raises:
        InputError: A response of that id is there with another text, context, language or tags.
        DatasetError: Two of them have the same id.
    """
    gone = {mark for (mark,) in db.execute("SELECT mark FROM forgotten")}
    secret = run_secret(db) if gone else b""
    (first_new,) = db.execute("SELECT coalesce(max(seq), -1) + 1 FROM responses").fetchone()
    spans: list[Span] = []
    arriving = iter(responses)
    while some := list(islice(arriving, _AT_ONCE)):
        kept = [r for r in some if not (gone and mark_of(secret, r.whole_id) in gone)]
        for seq in _admit(db, kept, first_new):
            if spans and spans[-1][1] == seq:
                spans[-1] = (spans[-1][0], seq + 1)
            else:
                spans.append((seq, seq + 1))
    return _apart(spans)


def admitted_before(db: sqlite3.Connection, digest: str) -> list[Span] | None:
    """Where the responses of a file stand that was read into the run before; ``None``: it was not."""
    row = db.execute("SELECT spans FROM inputs WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else [(first, end) for first, end in json.loads(row[0])]


def _admit(db: sqlite3.Connection, responses: Sequence[Stored], first_new: int) -> list[int]:
    ids = json.dumps([r.id for r in responses])
    known = {i: (s, h) for s, i, h in db.execute(_KNOWN_IDS, (ids,))}
    (following,) = db.execute("SELECT coalesce(max(seq), -1) + 1 FROM responses").fetchone()
    seqs: list[int] = []
    new: list[tuple[int, str, str, bytes]] = []
    for response in responses:
        if response.id not in known:
            known[response.id] = (following, response.sha256)
            new.append((following, response.id, response.sha256, response.body))
            following += 1
        elif known[response.id][0] >= first_new:
            raise _twice(response.id)
        elif known[response.id][1] != response.sha256:
            raise InputError(
                f"response {response.id!r} changed since this run was started ({_changed_parts(db, response)})",
                hint=_NEW_FOLDER,
            )
        seqs.append(known[response.id][0])
    db.executemany("INSERT INTO responses VALUES (?, ?, ?, CAST(? AS TEXT))", new)
    return seqs


_KNOWN_IDS = """
SELECT seq, response_id, sha256 FROM responses WHERE response_id IN (SELECT value FROM json_each(?))
"""


def _twice(response_id: str) -> DatasetError:
    return DatasetError(f"two responses have the id {response_id!r}", hint="give each its own id")


def _apart(spans: Sequence[Span]) -> list[Span]:
    """*spans* in order, joined where they touch."""
    joined: list[Span] = []
    for first, end in sorted(spans):
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((first, end))
    return joined


def _changed_parts(db: sqlite3.Connection, response: Stored) -> str:
    (body,) = db.execute("SELECT body FROM responses WHERE response_id = ?", (response.id,)).fetchone()
    old, new = json.loads(body), json.loads(response.body)
    return ", ".join(k for k in new if old.get(k) != new[k])


def mark_of(secret: bytes, response_id: str) -> str:
    """What stays of a forgotten response: a keyed hash of its id, from which nothing can be read."""
    return hmac.new(secret, response_id.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def admit_panel(
    db: sqlite3.Connection, judge: str, ask: str, spec: Mapping[str, Any], *, noun: str = "judge"
) -> int:  # JSON-ready values
    """The number of a judge (or a candidate: *noun*) with a way of asking, added when new.

    Raises:
        InputError: It is there with another model, prompt or parameters.
    """
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    db.execute("INSERT OR IGNORE INTO panels (judge, ask, spec) VALUES (?, ?, ?)", (judge, ask, text))
    panel, stored = db.execute("SELECT panel, spec FROM panels WHERE judge = ? AND ask = ?", (judge, ask)).fetchone()
    refuse_change(json.loads(stored), json.loads(text), what=f"{noun} {judge!r}" + (f" asking {ask!r}" if ask else ""))
    return int(panel)


def plan(db: sqlite3.Connection, panel: int, spans: Iterable[Span], repeats: int) -> None:
    """Put responses on a panel's plan; a larger number of repeats extends, a smaller one takes nothing away."""
    for span in spans:
        counted = "SELECT count(*) FROM planned WHERE panel = ? AND seq >= ? AND seq < ? AND repeats >= ?"
        (done,) = db.execute(counted, (panel, *span, repeats)).fetchone()
        if done < span[1] - span[0]:
            db.execute(_PLAN, (panel, repeats, *span))


_PLAN = """
INSERT INTO planned SELECT ?, seq, ? FROM responses WHERE seq >= ? AND seq < ?
ON CONFLICT (panel, seq) DO UPDATE SET repeats = max(repeats, excluded.repeats)
"""
