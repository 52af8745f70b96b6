"""Reminders by mail: on the evening of a day without an entry, and of what falls due; each once, then no more."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email import message_from_string
from pathlib import Path

import pytest

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Purpose
from ledger.domain.books.account import Kind as Sort
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.reminders.wishes import Kind, Wishes
from ledger.kernel.ids import id_text
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing import mail
from ledger.plumbing.db import Database
from ledger.services.books import arranging, bookkeeping, opening
from ledger.services.people import leaving, preferences
from ledger.services.planning import scheduling, turning
from ledger.services.reminders import falling, letters, wishing
from ledger.services.sharing import membership
from ledger.store.books import accounts
from ledger.store.reminders import told
from tests.cast import NOW, TODAY, cny, join, lunch, named
from tests.ledger.services.planning.budgeted import made, spend
from tests.ledger.services.reminders.waking import EVENING, MORNING, House


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return House(database, tmp_path / "letters")


def test_a_day_without_an_entry_ends_with_one_letter(house: House) -> None:
    house.wish(record=True)

    assert house.at(EVENING - timedelta(seconds=1)) == []
    (letter,) = house.at(EVENING)
    assert "Our home" in letter and "Nothing is written down yet today" in letter
    assert house.at(EVENING + timedelta(minutes=30)) == []
    assert len(house.at(EVENING + timedelta(days=1))) == 1


def test_what_was_recorded_today_is_not_asked_for(house: House) -> None:
    house.wish(record=True)
    with house.acting() as (session, seat):
        bookkeeping.record(session, seat, lunch(session, seat), NOW)

    assert house.at(EVENING) == []
    assert len(house.at(EVENING + timedelta(days=1))) == 1


def test_a_house_that_slept_sends_nothing_of_the_days_before(house: House) -> None:
    house.wish(record=True)

    assert len(house.at(EVENING + timedelta(days=3, minutes=5))) == 1
    assert house.at(EVENING + timedelta(days=3, hours=1)) == []
    assert house.at(EVENING + timedelta(days=4, hours=2, minutes=1)) == [], "it is quiet by then"
    assert house.at(EVENING + timedelta(days=5, hours=9)) == [], "the morning after is no evening"
    assert len(house.at(EVENING + timedelta(days=6))) == 1


def test_saying_it_again_on_the_same_day_brings_no_second_letter(house: House) -> None:
    house.wish(record=True)
    assert len(house.at(EVENING)) == 1

    house.wish(record=True, record_at=21, at=EVENING)
    assert house.at(EVENING + timedelta(hours=1)) == []


def test_what_falls_due_is_told_once_with_words_and_links_and_no_amounts(house: House) -> None:
    with house.acting() as (session, seat):
        wechat, home = named(session, seat, "wechat"), named(session, seat, "dining")
        item = Scheduled(0, "Rent", "expense", wechat.account_id, home.account_id, cny("4200"),
                         TODAY + timedelta(days=3), Repeats.MONTHLY, 24)
        scheduling.add(session, seat, item, NOW)
        budget = made(session, seat, "dining", limit="100")
        spend(session, seat, "dining", "95")
    house.wish(due=True)

    (letter,) = house.at(MORNING)
    assert "2026-11-24 · Rent · Our home" in letter
    assert f"https://books.example.org/books/{id_text(house.seat.book_id)}/planned" in letter
    assert f"/budgets/{id_text(budget.budget_id)}" in letter
    body = re.sub(r"https://\S+|\d{4}-\d\d-\d\d", "", str(message_from_string(letter).get_payload()))
    assert not re.search(r"\d", body), "no amount in any form"
    assert house.at(MORNING + timedelta(days=1)) == []
    (again,) = house.at(MORNING + timedelta(days=29))
    assert "2026-12-24 · Rent" in again or "2026-12-22" in again


def test_what_waits_for_a_word_is_told_and_stands_on_the_start_page(house: House) -> None:
    with house.acting() as (session, seat):
        wechat, home = named(session, seat, "wechat"), named(session, seat, "dining")
        item = Scheduled(0, "Piano", "expense", wechat.account_id, home.account_id, cny("200"), TODAY, Repeats.MONTHLY,
                         21, mode="draft")
        kept = scheduling.add(session, seat, item, NOW)
        turning.take_turns(session, seat.book_id, kept.item_id, TODAY, NOW)
        assert [(book.name, count) for book, count in falling.waiting(session, house.mei)] == [("Our home", 1)]
    house.wish(due=True)

    (letter,) = house.at(MORNING)
    assert "Waits for your word:\n2026-11-21 · Piano · Our home" in letter.replace("\r", "")
    assert house.at(MORNING + timedelta(days=1)) == []


def test_a_card_and_a_loan_are_told_with_their_pages(house: House) -> None:
    with house.acting() as (session, seat):
        card = opening.add_account(session, seat, Account(
            0, "liability:card", Sort.LIABILITY, Purpose.CARD, {"en": "Blue card"}, "CNY",
            card=CardTerms(2_000_000, 5, 25, rate_bps=1825)), NOW).account_id
        loan = opening.add_account(session, seat, Account(
            0, "liability:loan", Sort.LIABILITY, Purpose.LOAN, {"en": "Small loan"}, "CNY",
            loan=LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 24, "2026-12-01", "Maple", 300, 100)), NOW)
        arranging.open_with(session, seat, loan, cny("-12000"), date(2026, 11, 1), NOW)
        bought = compose.spent(accounts.load(session, seat.book_id)[card],
                               [(named(session, seat, "dining"), cny("800"))])
        bookkeeping.record(session, seat, Entry(TODAY, Verb.EXPENSE, bought), NOW)
    house.wish(due=True, due_days=14)

    text = "".join(house.at(MORNING))
    book = f"https://books.example.org/books/{id_text(house.seat.book_id)}"
    assert f"2026-11-25 · Blue card · Our home\n{book}/cards/{id_text(card)}" in text
    assert f"· Small loan · Our home\n{book}/loans/{id_text(loan.account_id)}" in text


def test_quiet_hours_and_a_pause_hold(house: House) -> None:
    house.wish(record=True, paused_until=TODAY + timedelta(days=2))

    assert house.at(EVENING) == [] and house.at(EVENING + timedelta(days=1)) == []
    assert len(house.at(EVENING + timedelta(days=2))) == 1


def test_another_zone_moves_the_evening(house: House) -> None:
    house.wish(record=True)
    with house.acting() as (session, _):
        preferences.prefer(session, house.mei, preferences.Preferences("Mei", "zh-Hans", "Europe/London", "CNY", ""))

    assert house.at(EVENING) == []
    (letter,) = house.at(EVENING + timedelta(hours=8))
    assert "今天这些账本里还没有记过" in letter


def test_whoever_left_or_put_the_ledger_away_hears_no_more(house: House) -> None:
    with house.acting() as (session, seat):
        jun = join(session, seat, "Jun", "partner")
    house.wish(record=True)
    house.wish(person=jun.member.person_id or 0, record=True)
    assert len(house.at(EVENING)) == 2

    with house.acting() as (session, seat):
        membership.leave(session, seat, jun.member.member_id, 1, NOW)
    assert [("jun@" in one) for one in house.at(EVENING + timedelta(days=1))] == [False]
    with house.acting() as (session, seat):
        opening.change_settings(session, seat, seat.book.version, NOW, name="Our home", zone="Asia/Shanghai",
                                home_currency="CNY", pigment="", locked_until=None, closed=True)
    assert house.at(EVENING + timedelta(days=2)) == []


def test_whoever_is_erased_hears_no_more_and_leaves_nothing(house: House) -> None:
    house.wish(record=True)
    with house.acting() as (session, _):
        leaving.erase(session, house.mei, NOW)

    assert house.at(EVENING) == []
    with house.database.transaction() as session:
        session.allow_person(house.mei)
        assert wishing.wishes_of(session, house.mei) == Wishes()


def test_the_last_link_stops_one_kind_and_no_other(house: House) -> None:
    house.wish(record=True, due=True)
    (letter,) = house.at(EVENING)
    headers = message_from_string(letter)
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in str(headers.get_payload())
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = address.partition(letters.STOP)[2]

    for forged in (link[:-1] + ("0" if link[-1] != "0" else "1"), link.replace(".record.", ".due."), "", "a.b.c"):
        with house.database.transaction() as session, pytest.raises(wishing.NoSuchReminder):
            wishing.stop(session, forged)
    with house.database.transaction() as session:
        assert wishing.stop(session, link) is Kind.RECORD
    with house.database.transaction() as session:
        session.allow_person(house.mei)
        left = wishing.wishes_of(session, house.mei)
    assert (left.record, left.due) == (False, True)
    assert house.at(EVENING + timedelta(days=1)) == []


def test_a_letter_that_could_not_go_in_time_is_not_sent_the_day_after(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.wish(record=True)
    real = mail.Office.send

    def away(_office: mail.Office, _letter: mail.Letter) -> None:
        raise mail.MailUnavailable()

    monkeypatch.setattr(mail.Office, "send", away)
    assert house.at(EVENING) == []
    monkeypatch.setattr(mail.Office, "send", real)
    assert len(house.at(EVENING + timedelta(hours=1))) == 1, "tried again, once, while the evening lasts"


def test_what_was_told_is_claimed_once(house: House) -> None:
    with house.acting() as (session, _):
        assert told.claim(session, house.mei, "due", "x", TODAY)
        assert not told.claim(session, house.mei, "due", "x", TODAY + timedelta(days=1))
        told.forget(session, house.mei, TODAY + timedelta(days=1))
        assert told.claim(session, house.mei, "due", "x", TODAY)


def test_a_ledger_that_is_not_chosen_is_left_alone(house: House) -> None:
    with house.database.transaction() as session:
        other = opening.open_book(session, house.mei, "Mei", "travel", "Kyoto", NOW, currency="JPY", zone="Asia/Tokyo")
    house.wish(record=True, books=(other.book_id,))
    with house.acting() as (session, seat):
        bookkeeping.record(session, seat, lunch(session, seat), NOW)

    (letter,) = house.at(EVENING)
    assert "Kyoto" in letter and "Our home" not in letter
