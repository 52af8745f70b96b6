"""A real server in processes of its own, and a person's cookie and form token for it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def served(environ: dict[str, str], workers: int = 2, threads: int = 8) -> Iterator[int]:
    """The app under gunicorn on a free port, stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "app:create_app()", "-k", "gthread", "-w", str(workers), "--threads",
               str(threads), "-b", f"127.0.0.1:{port}", "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ}, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def credentials(app: Flask, sid: str) -> tuple[str, str]:
    """A cookie that carries this sign-in, and the form token that goes with it."""
    raw = "0123456789abcdef" * 2
    serializer = app.session_interface.get_signing_serializer(app)
    cookie = serializer.dumps({"sid": sid, "csrf_token": raw})
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    return f"{app.session_interface.get_cookie_name(app)}={cookie}", token


def post(port: int, path: str, form: dict[str, str], cookie: str) -> tuple[int, str | None]:
    """One form over a fresh connection: status and where it leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, urlencode(form), {
        "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Location")


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
