"""Questions handed in by the batch: written, run at half the price within a day, and read back round by round."""

from judge.engines.batch.engine import BatchEngine

__all__ = ["BatchEngine"]
