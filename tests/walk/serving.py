"""A live house for browser tests: the app on a free port in a thread, and browsers signed in as whom one likes.

`live` serves an empty SQLite house, `browser` is one Chromium for the module (both are in this folder's conftest),
and `signed_in_page(browser, live, person_id, **PHONE)` opens a window. A page needs no more to be walked.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from ledger.plumbing.db import Database, Session
from tests.browsing import signed_in
from tests.web.serving import credentials

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


@dataclass(frozen=True)
class Live:
    """The running house: its app, its address, and its database."""

    app: Flask
    url: str
    database: Database

    def make(self, making: Callable[[Session], object]) -> object:
        """Do something to the rows in one committed transaction."""
        with self.database.transaction() as session:
            return making(session)

    def cookie(self, person_id: int) -> dict[str, str]:
        """The cookie of a browser that is signed in as this person."""
        with signed_in(self.app, person_id).session_transaction() as kept:
            cookie, _token = credentials(self.app, kept["sid"])
        name, _, value = cookie.partition("=")
        return {"name": name, "value": value, "url": self.url}


@pytest.fixture
def live(settings) -> Iterator[Live]:
    """The whole app, with form tokens as in production, on a free port."""
    import app as house

    made = house.create_app(settings)
    server = make_server("127.0.0.1", 0, made, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Live(made, f"http://127.0.0.1:{server.port}", made.extensions["house_database"])
    server.shutdown()
    thread.join(10)
    server.server_close()
    made.extensions["house_database"].dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield opened
        opened.close()


def signed_in_page(browser: Browser, live: Live, person_id: int, **context: object) -> Page:
    """A fresh window in which this person is signed in; `context` as Playwright takes it (PHONE, DESK).

    No worker stands between page and house unless `service_workers="allow"` is asked for.
    """
    held = {"reduced_motion": "reduce", "service_workers": "block", **context}
    opened = browser.new_context(**held)  # type: ignore[arg-type]
    opened.add_cookies([live.cookie(person_id)])  # type: ignore[list-item]
    page = opened.new_page()
    page.set_default_timeout(10_000)
    return page
