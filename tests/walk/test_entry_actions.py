"""How many actions an entry costs, counted in a browser: presses and Enter count, digits and typing do not.

A repeated expense takes at most two, a new one at most three; the line box, with its look at what was understood,
takes as many. The count begins on the page one records from.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.services.books import bookkeeping
from tests import cast
from tests.walk.serving import DESK, PHONE, signed_in_page

pytestmark = pytest.mark.browser

REPEATED, NEW = 2, 3


class Hand:
    """Somebody at a page, whose every action is counted."""

    def __init__(self, page: Page, touches: bool) -> None:
        self.page, self.touches, self.actions = page, touches, 0

    def press(self, target: Locator) -> None:
        self.actions += 1
        if self.touches:
            target.tap()
        else:
            target.click()

    def key(self, name: str) -> None:
        self.actions += 1
        self.page.keyboard.press(name)

    def digits(self, text: str) -> None:
        """Digits are free, typed or tapped on the keypad."""
        if not self.touches:
            self.page.keyboard.type(text)
            return
        for digit in text:
            self.page.locator(f'[data-types="{digit}"]').tap()


@pytest.fixture
def mei(live):
    """Mei's household, where the same lunch was recorded on each of the last four days."""

    def making(session):
        seat, today = cast.book(session), clock.today("Asia/Shanghai")
        for back in range(1, 5):
            entry = cast.lunch(session, seat, "32.00", today - timedelta(days=back))
            bookkeeping.record(session, seat, entry, clock.now() - timedelta(days=back))
        return seat

    return live.make(making)


def hand(browser, live, seat, device) -> Hand:
    page = signed_in_page(browser, live, seat.member.person_id, **device)
    page.goto(f"{live.url}/books/{id_text(seat.book_id)}/journal", wait_until="load")
    return Hand(page, bool(device.get("has_touch")))


def is_told(page: Page, text: str) -> None:
    """The page says what was recorded and offers to undo it."""
    notice = page.locator("#notices .notice--good")
    expect(notice).to_contain_text(text)
    expect(notice.get_by_role("button", name="Undo")).to_be_visible()


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_a_repeated_expense_takes_at_most_two_actions(browser, live, mei, device):
    mine = hand(browser, live, mei, device)
    if mine.touches:
        mine.press(mine.page.locator(".dock-add"))

    mine.press(mine.page.locator("[data-once]", has_text="lunch 32.00"))

    is_told(mine.page, "Recorded: lunch, Old Street ¥32.00")
    assert mine.actions <= REPEATED


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_a_new_expense_takes_at_most_three_actions_beside_its_digits(browser, live, mei, device):
    mine = hand(browser, live, mei, device)
    mine.press(mine.page.locator(".dock-add") if mine.touches else mine.page.locator("#f-amount"))
    expect(mine.page.locator("#f-amount")).to_be_focused()

    mine.digits("45")
    mine.press(mine.page.locator(".cats label", has_text="Groceries"))
    mine.press(mine.page.locator("#sheet-go"))

    is_told(mine.page, "Recorded: Groceries ¥45.00")
    expect(mine.page.locator(".entry").first).to_contain_text("Groceries")
    assert mine.actions <= NEW


def test_a_typed_line_takes_three_keys_and_shows_what_it_understood(browser, live, mei):
    mine = hand(browser, live, mei, DESK)

    mine.key("n")
    mine.page.keyboard.type("coffee 12+6 alipay")
    mine.key("Enter")
    expect(mine.page.locator("[data-mends]", has_text="Alipay")).to_be_visible()
    expect(mine.page.locator("#sheet-go")).to_be_focused()
    mine.key("Enter")

    is_told(mine.page, "¥18.00")
    assert mine.actions <= NEW


def test_a_guess_leads_to_the_field_that_mends_it(browser, live, mei):
    page = hand(browser, live, mei, DESK).page
    page.locator("#line").fill("moved 500 alipay")
    page.locator("#line").press("Enter")

    page.locator("[data-mends].chip--guess", has_text="To").click()

    expect(page.locator("#f-to")).to_be_focused()


def test_arithmetic_is_summed_while_it_is_typed_and_the_button_says_the_sum(browser, live, mei):
    mine = hand(browser, live, mei, DESK)

    mine.page.locator("#f-amount").fill("32+6")

    expect(mine.page.locator('[data-sum-of="f-amount"]')).to_have_text("= 38.00")
    expect(mine.page.locator("#sheet-go")).to_have_text(re.compile("Record.*¥38.00"))


def test_a_second_press_on_a_slow_line_records_once(browser, live, mei):
    mine = hand(browser, live, mei, DESK)
    mine.page.locator("#f-amount").fill("45")
    mine.page.locator(".cats label", has_text="Groceries").click()

    mine.page.locator("#sheet-go").dblclick()

    is_told(mine.page, "Recorded: Groceries ¥45.00")
    mine.page.reload()
    expect(mine.page.locator(".entry", has_text="Groceries")).to_have_count(1)


def test_undoing_from_the_notice_takes_one_action(browser, live, mei):
    mine = hand(browser, live, mei, DESK)
    mine.page.locator("[data-once]").first.click()
    is_told(mine.page, "Recorded")

    mine.press(mine.page.locator("#notices").get_by_role("button", name="Undo"))

    expect(mine.page.locator("#notices")).to_contain_text("Taken back")
    assert mine.actions == 1


def test_the_takings_of_a_day_add_up_while_they_are_typed(browser, live):
    shop = live.make(lambda session: cast.book(session, "small_business", "Corner shop"))
    page = signed_in_page(browser, live, shop.member.person_id, **PHONE)
    page.goto(f"{live.url}/books/{id_text(shop.book_id)}/journal/new?verb=takings")

    for place, amount in (("Till", "820"), ("WeChat", "1,310"), ("Alipay", "400+60")):
        page.get_by_label(place).fill(amount)
    expect(page.locator("#takings-total")).to_contain_text("2,590.00")
    page.locator("#sheet-go").tap()

    is_told(page, "2,590.00")


def test_everything_is_recorded_without_script(browser, live, mei):
    page = signed_in_page(browser, live, mei.member.person_id, java_script_enabled=False, **PHONE)
    page.goto(f"{live.url}/books/{id_text(mei.book_id)}/journal/new")

    page.locator("#line").fill("taxi 35.5 alipay")
    page.locator("#line").press("Enter")
    expect(page.locator(".chip", has_text="Alipay")).to_be_visible()
    page.locator("#sheet-go").tap()

    is_told(page, "¥35.50")
