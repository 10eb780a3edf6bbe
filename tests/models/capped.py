"""Endpoints with a hard cap, to be asked in virtual time."""

import asyncio
from collections import deque
from random import Random

from virtual_time import in_virtual_time

from judge.call import Reply
from judge.models import Limiter, Retrying, Turnstile
from judge.models.faults import failure

GOOD = Reply("yes", "stop")


class Window:
    """So many in each second, which begins with the request that finds the last one over."""

    def __init__(self, rate):
        self.rate, self.began, self.taken = rate, -1.0, 0

    def takes(self, now):
        if now >= self.began + 1:
            self.began, self.taken = now, 0
        self.taken += 1
        return self.taken <= self.rate


class Bucket:
    """A bucket that fills steadily and holds so many seconds' worth."""

    def __init__(self, rate, seconds=1.0):
        self.rate, self.most = rate, max(1.0, rate * seconds)
        self.holds, self.at = self.most, None

    def takes(self, now):
        self.holds = min(self.most, self.holds + (now - (self.at or now)) * self.rate)
        self.at = now
        if self.holds < 1:
            return False
        self.holds -= 1
        return True


class Sliding:
    """So many in the last second, whenever one looks."""

    def __init__(self, rate):
        self.rate, self.taken = rate, deque()

    def takes(self, now):
        while self.taken and self.taken[0] <= now - 1:
            self.taken.popleft()
        if len(self.taken) >= self.rate:
            return False
        self.taken.append(now)
        return True


class Capped:
    """A model behind a cap that answers after a latency, refusals included, in an order that chance disturbs."""

    name = route = "capped"
    endpoint_host = "127.0.0.1"

    def __init__(self, cap, clock, *, latency=0.05, retry_after=1.0, seed=1):
        self.cap, self.clock, self.latency, self.retry_after = cap, clock, latency, retry_after
        self.chance = Random(seed)  # noqa: S311 - a seed
        self.taken = self.refused = 0

    async def ask(self, messages, *, schema, repeat=0):  # noqa: ARG002 - what every model is given
        await asyncio.sleep(self.latency * 0.25 * (1 + 0.1 * self.chance.random()))
        now = self.clock()
        takes = self.cap is None or self.cap.takes(now)
        await asyncio.sleep(self.latency * 0.75 * (1 + 0.1 * self.chance.random()))
        if takes:
            self.taken += 1
            return GOOD
        self.refused += 1
        error = failure("rate_limit", "too many")
        error.retry_after = self.retry_after
        raise error

    async def aclose(self):
        pass


def share_of(cap, *, seconds, callers=64, **how):
    """How many a second were taken, and the share of all that were refused."""

    async def run(clock):
        model = Capped(cap, clock, **how)
        retrying = Retrying(model, attempts=99, limiter=Limiter(turnstile=Turnstile(clock=clock)))
        started = clock()

        async def caller():
            while clock() - started < seconds:
                await retrying.ask((), schema=None)

        tasks = [asyncio.create_task(caller()) for _ in range(callers)]
        await asyncio.sleep(seconds)
        reached = model.taken / seconds, model.refused / (model.taken + model.refused or 1)
        await asyncio.gather(*tasks)
        return reached

    return in_virtual_time(run)
