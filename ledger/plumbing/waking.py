"""Who waits for work: a huey consumer inside the process, in memory, or over Redis with `BROKER_URL`.

Huey carries nothing but the word "wake". It also wakes by itself every minute, so a word that is lost costs a
minute.
"""

from __future__ import annotations

import logging
from threading import Lock

from flask import Flask
from huey import Huey, MemoryHuey, RedisHuey, crontab
from huey.consumer import Consumer

from ledger.plumbing import work
from ledger.plumbing.db import Database

POLL = 0.5
"""Seconds between two looks at the queue in memory."""


class _QuietConsumer(Consumer):  # type: ignore[misc]  # huey has no types
    """A consumer that leaves the process's signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


class Waker:
    """The consumer of one process. `start` once the server runs; `stop` waits for the work at hand."""

    def __init__(self, database: Database, broker_url: str = "") -> None:
        self._database = database
        self._huey = _huey(broker_url)
        self._wake = self._huey.task()(self._woken)
        self._huey.periodic_task(crontab(minute="*"), name="every_minute")(self._woken)
        self._consumer = _QuietConsumer(
            self._huey, workers=1, periodic=True, initial_delay=0.1, backoff=1.2, max_delay=POLL
        )

    def start(self) -> None:
        """Begin to wait for work, and do what was left over from before."""
        logging.getLogger("huey").setLevel(logging.WARNING)
        self._consumer.start()
        work.hang(self.wake)
        self.wake()

    def wake(self) -> None:
        """Say that there may be work."""
        self._wake()

    def stop(self) -> None:
        """Finish the work at hand and wait no more."""
        work.unhang(self.wake)
        self._consumer.stop(graceful=True)

    def _woken(self) -> None:
        work.consume(self._database)


def init_waking(app: Flask, database: Database, broker_url: str) -> None:
    """Let the process begin to wait for work with its first request: after a server has made its workers."""
    started = Lock()

    def begin() -> None:
        if started.acquire(blocking=False):
            Waker(database, broker_url).start()

    app.before_request(begin)


def _huey(broker_url: str) -> Huey:
    if broker_url:
        return RedisHuey("countinghouse", url=broker_url, results=False)
    return MemoryHuey("countinghouse", results=False)
