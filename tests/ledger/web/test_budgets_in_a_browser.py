"""A budget set on a telephone in Chromium: only what goes with its length of days is asked, with and without script."""

from __future__ import annotations

import re

import pytest

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from tests.cast import book
from tests.ledger.services.planning.budgeted import spend
from tests.walk.serving import PHONE, browser, live, signed_in_page  # noqa: F401 fixtures

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_week_is_set_and_says_what_is_left(live, browser, script: bool) -> None:  # noqa: F811 the fixtures
    seat, day = live.make(book), clock.today("Asia/Shanghai")
    live.make(lambda session: (session.allow_books([seat.book_id]), spend(session, seat, "dining", "120", on=day)))
    page = signed_in_page(browser, live, seat.member.person_id, java_script_enabled=script, **PHONE)
    page.goto(f"{live.url}/books/{id_text(seat.book_id)}/budgets/new")
    asked = [page.get_by_label(name) for name in ("Month begins on day", "Week begins on", "Last day")]
    at_first = [one.is_visible() for one in asked]

    page.get_by_text("Every week").click()
    by_week = [one.is_visible() for one in asked]
    page.get_by_label("How much may be spent").fill("200+100")
    page.get_by_label("Dining").check()
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url(re.compile("/budgets$"))

    assert (at_first, by_week) == ([True, False, False], [False, True, False])
    assert "¥120.00 of ¥300.00" in page.inner_text("main")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("No budget yet").wait_for()
