"""A lender and its people for tests: at Harbour Bank Ana writes and Ben approves, Ada sees to people, Vic reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from credit.domain.lenders.lender import LenderSeat
from credit.services.lenders import opening, people
from ledger.plumbing.db import Session
from tests.cast import NOW, person


@dataclass
class Lending:
    """A lender with a seat for each of its people, by their names."""

    lender_id: int
    seats: dict[str, LenderSeat]

    def seat(self, session: Session, name: str) -> LenderSeat:
        """A person's seat, the transaction seeing this lender's rows."""
        session.allow_lender(self.lender_id)
        return self.seats[name]


ROLES = {"Ana": "analyst", "Ben": "approver", "Ada": "admin", "Vic": "viewer"}


def lending(session: Session, name: str = "Harbour Bank", roles: dict[str, str] | None = None) -> Lending:
    """A fresh lender with people of these roles."""
    operator = opening.add_lender(session, name, "CN", NOW, legal_name=f"{name} Ltd")
    found = Lending(operator.lender_id, {"operator": operator})
    for who, role in (roles or ROLES).items():
        person_id = person(session, who + name.split(maxsplit=1)[0])
        member = people.put_in_role(session, operator, person_id, who, role, NOW)
        found.seats[who] = LenderSeat(operator.lender, member)
    return found


def product(code: str = "refi-12", **changed: Any) -> dict[str, Any]:
    """A card refinance as INTERFACES writes one."""
    return {
        "id": code, "kind": "refinance", "currency": "CNY", "min": "1000", "max": "50000", "terms": [3, 6, 12],
        "method": "annuity", "rate": {"percent": "12", "convention": "nominal", "day_count": "months"}, "fees": [],
        "prepayment": True, "licence": {"until": "2027-12-31"}, "commission": None, **changed,
    }


def row(*when: tuple[str, str, int], product: str = "refi-12", most: str = "20000", rate: str | None = "12",
        months: list[int] | None = None) -> dict[str, Any]:
    """One row of a rule set."""
    offer: dict[str, Any] = {"product": product, "max": most}
    if rate is not None:
        offer["rate_percent"] = rate
    offer["instalments"] = months or [12]
    return {"when": [{"signal": s, "op": op, "bound": bound} for s, op, bound in when], "offer": offer}


def rule_set(*rows: dict[str, Any], need: str = "card_refinance") -> dict[str, Any]:
    """A rule set of these rows."""
    return {"format": 1, "need": need, "rows": list(rows) or [
        row(("revolving_streak", "at_least", 3), ("card_effective_apr", "at_least", 1600),
            ("revolving_balance", "at_least", 500_000))]}
