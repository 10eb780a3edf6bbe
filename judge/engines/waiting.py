"""Running a coroutine to its end from code that may or may not stand inside an event loop already."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_here(work: Coroutine[Any, Any, T]) -> T:  # Coroutine's other two parameters are never used
    """Run *work* and return what it returns, in a thread of its own where a loop is running (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1, thread_name_prefix="judge") as pool:
        return pool.submit(asyncio.run, work).result()
