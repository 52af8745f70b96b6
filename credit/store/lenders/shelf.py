"""The shelf: every rule set that is live, with the products it sells and who sells them, for every worker alike.

The house keeps it. `shelf_head` holds one number that changes whenever the shelf does; a worker reads that number
before every slot and the rest only when it moved, so what goes live, or is taken off, counts from the next slot on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from credit.domain.offers.product import Product, read_product
from credit.domain.offers.shelf import OnShelf, Seller
from credit.domain.rules.rule_reader import read_rule_set
from credit.domain.rules.rule_set import RuleSet
from credit.store.tables.lenders import ShelfHeadRow, ShelfRow
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_shelf, _head = table(ShelfRow), table(ShelfHeadRow)
NAME = "shelf"
_REVISION = sa.select(_head.c.revision).where(_head.c.name == NAME)


@dataclass(frozen=True, slots=True)
class LiveLender:
    """Who makes an offer. `licence_until` is the last day of their licence, None where none was shown."""

    lender_id: int
    name: str
    legal_name: str
    contact: str
    country: str
    licence_until: date | None


@dataclass(frozen=True)
class LiveRule:
    """One live version: the approved rows and products, ready to be judged, and the lender.

    `product_ids` leads from the rows' name for a product to (product id, version). `digest` is what was approved.
    """

    lender: LiveLender
    rule_id: int
    version: int
    moment: str
    on_shelf: OnShelf
    product_ids: Mapping[str, tuple[int, int]]
    digest: bytes
    live_at: datetime

    @property
    def rules(self) -> RuleSet:
        """The approved rows."""
        return self.on_shelf.rules

    @property
    def products(self) -> Mapping[str, Product]:
        """The products they sell, by the rows' name for each."""
        return self.on_shelf.products


_kept: WeakKeyDictionary[sa.Engine, tuple[int, tuple[LiveRule, ...]]] = WeakKeyDictionary()


def live(session: Session) -> tuple[LiveRule, ...]:
    """Every live version, by lender and rule set. One small statement while nothing changed."""
    revision = session.value(_REVISION) or 0
    engine = session.connection.engine
    kept = _kept.get(engine)
    if kept is None or kept[0] != revision:
        kept = (revision, _load(session))
        _kept[engine] = kept
    return kept[1]


def put(session: Session, lender_id: int, rule_id: int, version: int, moment: str, body: Mapping[str, Any],
        digest: bytes, live_at: datetime) -> None:
    """Put a version on the shelf in place of any other of its rule set."""
    values = {"version": version, "moment": moment, "body": dict(body), "digest": digest, "live_at": live_at}
    stood = insert(session, _shelf).values(lender_id=lender_id, rule_id=rule_id, **values)
    session.run(stood.on_conflict_do_update(index_elements=["lender_id", "rule_id"], set_=values))
    _move(session)


def take_off(session: Session, lender_id: int, rule_id: int) -> bool:
    """Take a rule set off the shelf; False where it was not there."""
    done = session.run(sa.delete(_shelf).where(_shelf.c.lender_id == lender_id, _shelf.c.rule_id == rule_id))
    _move(session)
    return done.rowcount == 1


def shelf_body(rules: Mapping[str, Any], products: Mapping[str, Mapping[str, Any]],
               lender: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of the shelf holds: nothing has to be looked up to serve it."""
    return {"set": dict(rules), "products": dict(products), "lender": dict(lender)}


def pin(product_id: int, version: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """A product as the body of a version holds it: which one, which version of it, and its terms."""
    return {"product": id_text(product_id), "version": version, "body": dict(body)}


def _move(session: Session) -> None:
    """Change the head's number. It is a fresh id, so that no rolled-back change can ever have had the same."""
    fresh = new_id()
    stood = insert(session, _head).values(name=NAME, revision=fresh)
    session.run(stood.on_conflict_do_update(
        index_elements=["name"],
        set_={"revision": sa.case((_head.c.revision < fresh, fresh), else_=_head.c.revision + 1)}))


def _load(session: Session) -> tuple[LiveRule, ...]:
    rows = session.rows(sa.select(_shelf).order_by(_shelf.c.lender_id, _shelf.c.rule_id))
    return tuple(_read(row) for row in rows)


def ready(seller: Seller, rule_id: int, version: int, body: Mapping[str, Any]) -> OnShelf:
    """A version's body made ready to be judged, on the shelf or before it is. Raises: what its readers raise."""
    products = {code: read_product(one["body"]) for code, one in body["products"].items()}
    return OnShelf(seller, id_text(rule_id), version, read_rule_set(body["set"]), products)


def _read(row: sa.Row[tuple[object, ...]]) -> LiveRule:
    found = row._mapping
    body, facts = found["body"], found["body"]["lender"]
    until = date.fromisoformat(facts["licence_until"]) if facts["licence_until"] else None
    seller = Seller(id_text(found["lender_id"]), facts["name"], until)
    return LiveRule(
        LiveLender(found["lender_id"], facts["name"], facts["legal_name"], facts["contact"], facts["country"], until),
        found["rule_id"], found["version"], found["moment"],
        ready(seller, found["rule_id"], found["version"], body),
        {code: (read_id(one["product"]), one["version"]) for code, one in body["products"].items()},
        found["digest"], found["live_at"],
    )
