"""Taking one person's text out of a run, with everything made from it."""

from pathlib import Path

from judge.errors import NotFoundError, near_miss
from judge.store.emptying import forget_lines
from judge.store.folder import REPORT
from judge.store.locking import locked
from judge.store.planning import mark_of, run_secret
from judge.store.schema import FILE, connect, whole, written

_PARTS = "SELECT seq FROM responses WHERE response_id = :id OR json_extract(body, '$.of') = :id ORDER BY seq"


def forget(folder: Path, response_id: str) -> int:
    """Remove a response, every call and every judgment made from it, and leave a count.

    A conversation goes with all its turns. The freed pages are overwritten and the file rebuilt, so that the words are
    not left lying in it; the folder's report is removed too, because it may quote them, and so is the copy of a store
    that an older version made. The id stays only as a keyed hash, so that a resume does not bring the response back.

    Returns:
        How many responses this run has forgotten in all.

    Raises:
        NotFoundError: The run holds no such response.
        StorageError: There is no run, or another process is writing it.
    """
    connect(folder).close()
    with locked(folder):
        db = connect(folder, write=True)
        try:
            rows = db.execute(_PARTS, {"id": response_id}).fetchall()
            if not rows:
                ids = [i for (i,) in db.execute("SELECT response_id FROM responses LIMIT 10000")]
                raise NotFoundError(f"this run holds no response {response_id!r}", hint=near_miss(response_id, ids))
            for (seq,) in rows:
                forget_lines(folder, seq)
            mark = mark_of(run_secret(db), response_id)
            with whole(db):
                db.executemany(
                    "DELETE FROM rescored WHERE judgment IN (SELECT judgment FROM judgments WHERE seq = ?)", rows
                )
                for table in ("reopened", "probabilities", "judgments", "calls", "planned", "responses"):
                    db.executemany(f"DELETE FROM {table} WHERE seq = ?", rows)  # noqa: S608 - our own table names
                db.execute("DELETE FROM inputs")  # what was found out about a file holds a response in each language
                db.execute("INSERT OR IGNORE INTO forgotten VALUES (?)", (mark,))
            with written():
                db.execute("VACUUM")
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (count,) = db.execute("SELECT count(*) FROM forgotten").fetchone()
        finally:
            db.close()
        (folder / REPORT).unlink(missing_ok=True)
        for copy in (*folder.glob(f"{FILE}.v*"), *folder.glob(f".{FILE}.v*")):  # what a migration left holds them too
            copy.unlink()
    return int(count)
