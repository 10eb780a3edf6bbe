"""An event loop whose clock moves only when everybody waits: minutes of limits pass in milliseconds, exactly."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class VirtualLoop(asyncio.SelectorEventLoop):
    """Jumps to the next timer instead of sleeping until it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 100.0
        select = self._selector.select

        def jump(timeout: float | None) -> Any:
            if timeout:
                self.now += timeout
            return select(0)

        self._selector.select = jump

    def time(self) -> float:
        """Seconds of its own clock."""
        return self.now


def in_virtual_time(work: Callable[[Callable[[], float]], Coroutine[Any, Any, Any]]) -> Any:
    """Run *work*, a coroutine function of the clock, to its end."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(work(loop.time))
    finally:
        loop.close()
