"""An item whose turns come, and the work list that comes to them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from ledger.domain.books.book import Seat
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule_text import read_rule
from ledger.domain.planning.turn import Mode
from ledger.plumbing.db import Session
from ledger.services.books import opening
from ledger.services.planning import moving_on, scheduling, turning
from ledger.store.books import sums
from tests.cast import NOW, TODAY, cny, named


def planned(session: Session, seat: Seat, **changed: object) -> Scheduled:
    wanted = Scheduled(0, "Rent", "expense", named(session, seat, "bank").account_id,
                       named(session, seat, "rent").account_id, cny("4200"), TODAY, Repeats.MONTHLY, TODAY.day,
                       mode=Mode.POST)
    rule = changed.pop("rule", "")
    if rule:
        changed |= {"repeats": Repeats.RULE, "rule": read_rule(str(rule)).rule}
    return scheduling.add(session, seat, replace(wanted, **changed), NOW)


def come(session: Session, seat: Seat, item: Scheduled, now: datetime = NOW) -> Scheduled:
    """Let the work list come to an item's turns, until it is up to date."""
    while True:
        was = moving_on.get(session, seat.book_id, item.item_id)
        turning.take_turns(session, seat.book_id, item.item_id, was.next_day, now)
        found = moving_on.get(session, seat.book_id, item.item_id)
        if found.next_day == was.next_day or found.closed:
            return found


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def paid(session: Session, seat: Seat) -> int:
    bank = named(session, seat, "bank").account_id
    return -sums.balances(session, seat.book_id, date(2200, 1, 1)).get((bank, "CNY"), (0, 0))[0]


def settle(session: Session, seat: Seat, **changed: object) -> None:
    was = seat.book
    kept = {"name": was.name, "zone": was.zone, "home_currency": was.home_currency, "pigment": was.pigment,
            "locked_until": was.locked_until, "closed": was.closed}
    opening.change_settings(session, seat, was.version, NOW, **{**kept, **changed})
