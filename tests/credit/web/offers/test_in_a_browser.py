"""The place in a real browser: asked once for each entry, answered by key, kept out of the way of recording."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.settings import Settings
from tests.cast import NOW
from tests.credit.lived import Lived
from tests.walk.serving import DESK, PHONE, Live, browser, signed_in_page

__all__ = ["browser"]
pytestmark = pytest.mark.browser


@pytest.fixture
def live_house(settings: Settings, lived_sqlite: tuple[Database, Lived]) -> Iterator[Live]:
    """The whole app over Mei's months, every request at noon of the day of the tests."""
    import app as house

    url = lived_sqlite[0].url.render_as_string(hide_password=False)
    made = house.create_app(replace(settings, database_url=url))

    def at_noon(environ, start_response):  # type: ignore[no-untyped-def]
        with clock.pinned(NOW):
            return made(environ, start_response)

    server = make_server("127.0.0.1", 0, at_noon, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Live(made, f"http://127.0.0.1:{server.port}", made.extensions["house_database"])
    server.shutdown()
    thread.join(10)
    server.server_close()
    made.extensions["house_database"].dispose()


@pytest.fixture
def mei(lived_sqlite: tuple[Database, Lived]) -> Lived:
    return lived_sqlite[1]


def _page(browser, live_house: Live, mei: Lived, **how: object) -> tuple[Page, list[str]]:
    with clock.pinned(NOW):
        page = signed_in_page(browser, live_house, mei.person_id, **how)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/credit/slots/" in request.url else None)
    page.goto(f"{live_house.url}/books/{id_text(mei.book_id)}/journal")
    page.set_default_timeout(10_000)
    return page, asked


def test_each_entry_asks_once_and_the_slip_stays_below_the_newest_day(browser, live_house, mei) -> None:
    page, asked = _page(browser, live_house, mei, **DESK)
    page.wait_for_selector(".slip")
    assert len(asked) == 1

    page.fill("#line", "lunch 32 bank")
    page.keyboard.press("Enter")
    expect(page.locator("#f-amount")).not_to_have_value("")
    with page.expect_response(lambda answer: "/credit/slots/" in answer.url):
        page.click("#sheet-go")
    page.wait_for_selector(".notice--good")
    page.wait_for_load_state("networkidle")

    assert len(asked) == 2
    assert page.locator(".slip").count() == 1
    assert page.evaluate("document.querySelector('.journal section + .slot') !== null")


def test_a_no_takes_as_many_keys_as_a_look(browser, live_house, mei) -> None:
    page, _asked = _page(browser, live_house, mei, **DESK)
    page.wait_for_selector(".slip")
    sizes = page.evaluate("""[...document.querySelectorAll('.slip .btn')].map(button => {
        const { width, height } = button.getBoundingClientRect(), style = getComputedStyle(button);
        return [Math.round(width), Math.round(height), style.color, style.backgroundColor, style.fontWeight].join();
    })""")
    assert len(sizes) == 3 and len(set(sizes)) == 1

    page.focus(".slip button")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slot-line")

    assert page.locator(".slip").count() == 0
    page.click(".slot-line button")
    page.wait_for_url("**/me/help**")


def test_without_script_the_small_form_leads_to_a_page(browser, live_house, mei) -> None:
    page, asked = _page(browser, live_house, mei, java_script_enabled=False, **PHONE)
    assert asked == []

    page.click("form[action='/credit/slots/journal'] button")

    assert page.locator(".slip").count() == 1
    page.click("text=See how")
    assert "in all" in page.inner_text("main")


@pytest.mark.parametrize("how", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_of_an_offer_scrolls_sideways(browser, live_house, mei, how) -> None:
    page, _asked = _page(browser, live_house, mei, **how)
    page.click("text=See how")
    page.wait_for_url("**/me/offers/*")
    at = page.url
    wide = {}
    for name in ("", "/why", "/schedule", "/terms"):
        page.goto(at + name)
        wide[name] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert set(wide.values()) == {0}, wide
