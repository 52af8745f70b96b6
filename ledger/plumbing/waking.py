"""Who waits for work: a huey consumer inside the process, in memory, or over Redis with `BROKER_URL`.

Huey carries nothing but the word "wake". It also wakes by itself every minute, so a word that is lost costs a
minute.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

from flask import Flask

from ledger.plumbing import work
from ledger.plumbing.db import Database

POLL = 0.5
"""Seconds between two looks at the queue in memory."""


CLIENTS = ("redis", "psycopg")
"""Clients huey loads where it finds them: fifteen megabytes of a process that has no broker to speak to."""


class Waker:
    """The consumer of one process. `start` once the server runs; `stop` waits for the work at hand."""

    def __init__(self, database: Database, broker_url: str = "") -> None:
        self._database = database
        huey, queue = _huey(broker_url)
        self._wake = queue.task()(self._woken)
        queue.periodic_task(huey.crontab(minute="*"), name="every_minute")(self._woken)
        self._consumer = queue.create_consumer(
            workers=1, periodic=True, initial_delay=0.1, backoff=1.2, max_delay=POLL)
        self._consumer._set_signal_handlers = _leave_signals  # noqa: SLF001 they belong to the server it lives in

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


def _leave_signals() -> None:
    pass


def _huey(broker_url: str) -> tuple[ModuleType, Any]:
    """huey and its queue: over Redis with a broker, else in memory and without the clients it has no use for."""
    if broker_url:
        huey = import_module("huey")
        return huey, huey.RedisHuey("countinghouse", url=broker_url, results=False)
    with _without(CLIENTS):
        huey = import_module("huey")
    return huey, huey.MemoryHuey("countinghouse", results=False)


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """What is not loaded yet looks absent for the length of the block."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: what Python takes for absent
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
