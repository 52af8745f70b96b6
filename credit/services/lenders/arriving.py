"""What comes from outside a browser: people by their address, rule sets and products by their file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from credit.domain.case import Case, NotAList, NotAnObject
from credit.domain.lenders.lender import LenderSeat, Member
from credit.domain.lenders.version import Version
from credit.domain.offers.product import read_product
from credit.services.lenders import drafting, opening, people, selling
from credit.store.lenders import lenders
from ledger import door
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session


def seat_as(session: Session, lender_id: int, as_whom: str) -> LenderSeat:
    """The operator's seat, or within the rights of whoever has an address. Raises: Missing, NoSuchPerson."""
    if not as_whom:
        return opening.operator_seat(session, lender_id)
    person = door.person_at(session, as_whom)
    member = lenders.membership(session, person.person_id, lender_id)
    lender = lenders.get(session, lender_id) if member else None
    if member is None or lender is None:
        raise Missing()
    return LenderSeat(lender, member, opening.OPERATOR)


def put_in_role(session: Session, seat: LenderSeat, email: str, role: str, now: datetime) -> Member:
    """Let whoever has an address be of the lender. Raises: NoSuchPerson, and as `people.put_in_role`."""
    person = door.person_at(session, email)
    session.allow_lender(seat.lender_id)
    return people.put_in_role(session, seat, person.person_id, person.name, role, now)


def bring(session: Session, seat: LenderSeat, document: Mapping[str, object], name: str, now: datetime,
          today: date) -> Version:
    """A rule set handed in as JSON, as the next draft of the rule set of its name, or of a new one.

    `products` beside the rows are written first, each as its next version. Raises: what `read_rule_set`,
    `selling.write` and `drafting.draft` raise.
    """
    rest = {key: value for key, value in document.items() if key != "products"}
    written = drafting.read_written(name, rest)
    for at, values in enumerate(_products(document)):
        product = read_product(values, f"products[{at}]")
        selling.write(session, seat, "", product, now, today=today, sells=True)
    return drafting.draft(session, seat, written, now, drafting.of_name(session, seat, written.name))


def read_day(text: str, field: str) -> date:
    """A day written as YYYY-MM-DD. Raises: NotADay."""
    return Case({field: text}, (field,)).day(field)


def _products(document: Mapping[str, object]) -> list[dict[str, object]]:
    given = document.get("products", [])
    if not isinstance(given, list):
        raise NotAList(field="products")
    for at, one in enumerate(given):
        if not isinstance(one, dict):
            raise NotAnObject(field=f"products[{at}]")
    return given
