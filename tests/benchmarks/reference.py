"""The reference app: bare Flask over raw sqlite3, the least a save and a page can cost on the same machine."""

from __future__ import annotations

import os
import sqlite3

from flask import Flask, render_template, request

PATH = os.environ.get("REFERENCE_DB", ":memory:")
ENTRIES, ACCOUNTS = 10_000, 25
ROWS = """<!doctype html><title>{{ title }}</title><ul>
{% for row in rows %}<li><a href="/{{ row[0] }}">{{ row[1] }}</a> <span>{{ row[2] }}</span> {{ row[3] }}</li>
{% endfor %}</ul>"""


def create_app() -> Flask:
    """A save of one entry in one durable transaction, a page of fifty entries, and one of a month's kept sums."""
    app = Flask(__name__)
    connection = sqlite3.connect(PATH, isolation_level=None, check_same_thread=False, timeout=15)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    _fill(connection)
    shown = app.jinja_env.from_string(ROWS)

    @app.post("/save")
    def save() -> tuple[str, int]:
        minor = int(float(request.form["amount"]) * 100)
        connection.execute("BEGIN IMMEDIATE")
        entry = connection.execute("INSERT INTO entry (on_day, note) VALUES ('2026-11-21', ?)",
                                   (request.form["note"],)).lastrowid
        connection.executemany("INSERT INTO posting VALUES (?, ?, ?)", [(entry, 1, minor), (entry, 2, -minor)])
        connection.execute("COMMIT")
        return "", 303

    @app.get("/page")
    def page() -> str:
        rows = connection.execute("SELECT id, on_day, note, minor FROM (SELECT * FROM entry ORDER BY id DESC LIMIT 50)"
                                  " JOIN posting ON posting.entry = id WHERE account = 1").fetchall()
        return render_template(shown, title="Journal", rows=rows)

    @app.get("/rollup")
    def rollup() -> str:
        rows = connection.execute("SELECT account, month, spent, moves FROM kept WHERE month = '2026-11'").fetchall()
        return render_template(shown, title="Month", rows=rows)

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    return app


def _fill(connection: sqlite3.Connection) -> None:
    """The tables, and in new ones what the pages show."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, on_day TEXT, note TEXT)")
    connection.execute("CREATE TABLE IF NOT EXISTS posting (entry INTEGER, account INTEGER, minor INTEGER)")
    connection.execute("CREATE TABLE IF NOT EXISTS kept (month TEXT, account INTEGER, spent INTEGER, moves INTEGER)")
    connection.execute("CREATE INDEX IF NOT EXISTS of_entry ON posting (entry)")
    connection.execute("CREATE INDEX IF NOT EXISTS of_month ON kept (month)")
    if not connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone():
        numbers = range(1, ENTRIES + 1)
        connection.executemany("INSERT INTO entry VALUES (?, '2026-11-21', 'lunch')", [(n,) for n in numbers])
        connection.executemany("INSERT INTO posting VALUES (?, ?, ?)",
                               [(n, side, 3200) for n in numbers for side in (1, 2)])
        connection.executemany("INSERT INTO kept VALUES (?, ?, 3200, 4)", [
            (f"2026-{month:02d}", account) for month in range(1, 13) for account in range(ACCOUNTS)])
    connection.execute("COMMIT")
