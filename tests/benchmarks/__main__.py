"""`make bench [SIZES="10000 100000"]`: the speed table as far as it is built, on SQLite. Figures are medians (p50).

The house and the bare reference app stand side by side under the same server (gunicorn, two sync workers, every
commit on disk) and are asked in turn, so that a noisy machine slows both alike: the ratio is what counts.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import app as house
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Database
from ledger.plumbing.migrating import upgrade
from ledger.plumbing.settings import read_settings
from tests.benchmarks.books import filled
from tests.browsing import signed_in
from tests.cast import named
from tests.web.serving import ROOT, credentials

SIZES = [int(size) for size in os.environ.get("SIZES", "10000 100000").split()]
RUNS, WARM = 200, 20
MEMORY_GOAL = 120

Ask = Callable[[], int]


def main() -> None:
    """Fill, serve, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        first: dict[str, float] = {}
        for size in SIZES:
            took = _measured(Path(folder) / str(size), size)
            first = first or {name: ours for name, (ours, _, _) in took.items()}
            for name, (ours, bare, goal) in took.items():
                grown = f" · {ours / first[name]:.2f}× of {SIZES[0]:,}" if size != SIZES[0] else ""
                print(f"  {name:<26}{ours:8.2f} ms · bare {bare:5.2f} ms · {ours / bare:5.1f}× (goal {goal}){grown}")


def _measured(folder: Path, size: int) -> dict[str, tuple[float, float, str]]:
    """Each figure as ours, the bare one's, and the goal for their ratio."""
    folder.mkdir()
    environ = {"DATABASE_URL": f"sqlite:///{folder / 'house.db'}", "INSTANCE_DIR": str(folder), "SECRET_KEY": "bench",
               "REFERENCE_DB": str(folder / "bare.db")}
    upgrade(environ["DATABASE_URL"])
    began = time.perf_counter()
    seat = filled(Database(environ["DATABASE_URL"]), size)
    filled_in = time.perf_counter() - began
    made = house.create_app(read_settings(environ))
    with signed_in(made, seat.member.person_id).session_transaction() as kept:
        cookie, token = credentials(made, kept["sid"])
    with made.extensions["house_database"].transaction(write=False) as session:
        session.allow_books([seat.book_id])
        account, category = (id_text(named(session, seat, key).account_id) for key in ("wechat", "dining"))
    said = {"verb": "expense", "amount": "32", "account": account, "category": category, "on": "2026-11-21",
            "note": "lunch", "csrf_token": token}
    base = f"/books/{id_text(seat.book_id)}"
    reference = _served("tests.benchmarks.reference:create_app()", environ)
    with _served("app:create_app()", environ) as ours, reference as it:

        def save(headers: dict[str, str]) -> Ask:
            return lambda: _ask(ours, "POST", f"{base}/journal", said | {"client_key": f"{time.time_ns()}"},
                                {"Cookie": cookie, **headers})

        def get(path: str) -> Ask:
            return lambda: _ask(ours, "GET", base + path, headers={"Cookie": cookie})

        def bare(path: str) -> Ask:
            form = {"amount": "32.00", "note": "lunch"} if path == "/save" else None
            return lambda: _ask(it, "POST" if form else "GET", path, form)

        took = {
            "save": (*_beside(save({}), bare("/save")), "1.8"),
            "save, answered by its part": (*_beside(save({"HX-Request": "true"}), bare("/save")), "1.8"),
            "journal page": (*_beside(get("/journal"), bare("/page")), "1.2"),
            "month page": (*_beside(get("/month"), bare("/rollup")), "1.15"),
            "search 火锅": (*_beside(get("/journal?q=%E7%81%AB%E9%94%85"), bare("/page")), "–"),
        }
        rss = _rss(ours)
    print(f"\n{size:>9,} entries · filled in {filled_in:.1f} s · worker {rss:.0f} MiB (goal {MEMORY_GOAL})")
    return took


@contextmanager
def _served(what: str, environ: dict[str, str]) -> Iterator[int]:
    """An app under gunicorn, two sync workers, on a free port; stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", what, "-k", "sync", "-w", "2", "-b", f"127.0.0.1:{port}",
               "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ})
    try:
        _until(lambda: _ask(port, "GET", "/healthz") == 200)
        yield port
    finally:
        process.terminate()
        process.wait()


def _beside(ours: Ask, bare: Ask) -> tuple[float, float]:
    """The medians of two things asked in turn, in milliseconds."""
    taken: tuple[list[float], list[float]] = ([], [])
    for n in range(RUNS + WARM):
        for ask, kept in zip((ours, bare), taken, strict=True):
            began = time.perf_counter()
            status = ask()
            if n >= WARM:
                kept.append((time.perf_counter() - began) * 1000)
            assert status in (200, 303), status
    return statistics.median(taken[0]), statistics.median(taken[1])


def _ask(port: int, method: str, path: str, form: dict[str, str] | None = None,
         headers: dict[str, str] | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, urlencode(form) if form else None, {
        "Content-Type": "application/x-www-form-urlencoded", **(headers or {})})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _rss(port: int) -> float:
    """The largest resident size of a process that serves a port, in MiB, as the kernel tells it."""
    sizes = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"127.0.0.1:{port}" in (status.parent / "cmdline").read_text():
                line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
                sizes.append(int(line.split()[1]))
        except (OSError, StopIteration):
            continue
    return max(sizes) / 1024


def _until(ready: Callable[[], bool]) -> None:
    for _ in range(300):
        try:
            if ready():
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
