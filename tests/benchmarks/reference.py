"""The reference app: bare Flask over raw sqlite3, the least a save and a page can cost on the same machine."""

from __future__ import annotations

import os
import sqlite3

from flask import Flask, request

PATH = os.environ.get("REFERENCE_DB", ":memory:")
ROWS = "".join(f"<li>{n} lunch 32.00</li>" for n in range(50))


def create_app() -> Flask:
    """A save of one entry with two postings in one durable transaction, and a page of fifty rows."""
    app = Flask(__name__)
    connection = sqlite3.connect(PATH, isolation_level=None, check_same_thread=False, timeout=15)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, on_day TEXT, note TEXT)")
    connection.execute("CREATE TABLE IF NOT EXISTS posting (entry INTEGER, account INTEGER, minor INTEGER)")

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
        connection.execute("SELECT count(*) FROM (SELECT 1 FROM entry ORDER BY id DESC LIMIT 50)").fetchone()
        return f"<ul>{ROWS}</ul>"

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    return app
