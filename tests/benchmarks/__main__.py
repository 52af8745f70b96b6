"""`make bench [SIZES="10000 100000"]`: the speed table as far as it is built, on SQLite. Figures are medians (p50)."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
from tests.web.serving import credentials, served

SIZES = [int(size) for size in os.environ.get("SIZES", "10000 100000").split()]
RUNS = 200


def main() -> None:
    """Fill, serve, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        reference = _reference(Path(folder))
        print(f"reference: bare save {reference['save']:.2f} ms, bare page {reference['page']:.2f} ms")
        first: dict[str, float] = {}
        for size in SIZES:
            ours = _ours(Path(folder) / str(size), size)
            first = first or ours
            print(f"\n{size:>9,} entries · filled in {ours.pop('filled'):.1f} s · worker {ours.pop('rss'):.0f} MiB")
            for name, took in ours.items():
                beside = reference["save" if name == "save" else "page"]
                grown = f" · {took / first[name]:.2f}× of {SIZES[0]:,}" if ours is not first else ""
                print(f"  {name:<22}{took:8.2f} ms · {took / beside:5.1f}× the bare one{grown}")


def _reference(folder: Path) -> dict[str, float]:
    environ = {**os.environ, "REFERENCE_DB": str(folder / "bare.db")}
    command = [sys.executable, "-m", "gunicorn", "tests.benchmarks.reference:create_app()", "-w", "2", "-b",
               "127.0.0.1:8199", "--log-level", "warning"]
    process = subprocess.Popen(command, env=environ)
    try:
        _until(lambda: _ask(8199, "GET", "/healthz") == 200)
        form = urlencode({"amount": "32.00", "note": "lunch"})
        return {"save": _median(lambda n: _ask(8199, "POST", "/save", form)),
                "page": _median(lambda n: _ask(8199, "GET", "/page"))}
    finally:
        process.terminate()
        process.wait()


def _ours(folder: Path, size: int) -> dict[str, float]:
    folder.mkdir()
    environ = {"DATABASE_URL": f"sqlite:///{folder / 'house.db'}", "INSTANCE_DIR": str(folder), "SECRET_KEY": "bench"}
    upgrade(environ["DATABASE_URL"])
    began = time.perf_counter()
    seat = filled(Database(environ["DATABASE_URL"]), size)
    took = time.perf_counter() - began
    made = house.create_app(read_settings(environ))
    with signed_in(made, seat.member.person_id).session_transaction() as kept:
        cookie, token = credentials(made, kept["sid"])
    with made.extensions["house_database"].transaction(write=False) as session:
        session.allow_books([seat.book_id])
        account, category = (id_text(named(session, seat, key).account_id) for key in ("wechat", "dining"))
    base = f"/books/{id_text(seat.book_id)}"

    def save(n: int) -> int:
        form = {"verb": "expense", "amount": "32", "account": account, "category": category, "on": "2026-11-21",
                "note": "lunch", "client_key": f"{time.time_ns()}", "csrf_token": token}
        return _ask(port, "POST", f"{base}/journal", urlencode(form), cookie)

    def get(path: str) -> Callable[[int], int]:
        return lambda n: _ask(port, "GET", base + path, "", cookie)

    with served(environ, workers=2, threads=1) as port:
        return {
            "save": _median(save), "journal page": _median(get("/journal")), "month page": _median(get("/month")),
            "search 火锅": _median(get("/journal?q=%E7%81%AB%E9%94%85")), "filled": took, "rss": _rss(),
        }



def _median(ask: Callable[[int], int]) -> float:
    taken = []
    for n in range(RUNS + 20):
        began = time.perf_counter()
        status = ask(n)
        if n >= 20:
            taken.append((time.perf_counter() - began) * 1000)
        assert status in (200, 303), status
    return statistics.median(taken)


def _ask(port: int, method: str, path: str, body: str = "", cookie: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body or None, {
        "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _rss() -> float:
    """The largest resident size of a worker of ours, in MiB, as the kernel tells it."""
    sizes = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_text()
            if "app:create_app" in command:
                line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
                sizes.append(int(line.split()[1]))
        except (OSError, StopIteration):
            continue
    return max(sizes) / 1024


def _until(ready: Callable[[], bool]) -> None:
    for _ in range(100):
        try:
            if ready():
                return
        except OSError:
            time.sleep(0.1)


if __name__ == "__main__":
    main()
