"""Products as rows: every version as it was written; only its state moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from credit.store.tables.lenders import ProductRow
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table

_product = table(ProductRow)

DRAFT, ACTIVE, RETIRED = "draft", "active", "retired"


@dataclass(frozen=True, slots=True)
class KeptProduct:
    """One version of a product. `code` is the lender's own name for it, which rules use."""

    product_id: int
    version: int
    code: str
    name: str
    kind: str
    currency: str
    body: Mapping[str, Any]
    digest: bytes
    state: str
    made_by: int
    made_at: datetime

    def content(self) -> dict[str, Any]:
        """What is digested for the log."""
        return {"product": self.product_id, "version": self.version, "name": self.name, "text": self.digest}


def add(session: Session, lender_id: int, product: KeptProduct) -> None:
    """A new version of a product."""
    session.run(sa.insert(_product), {
        "lender_id": lender_id, "product_id": product.product_id, "version": product.version, "name": product.name,
        "kind": product.kind, "currency": product.currency, "body": dict(product.body), "digest": product.digest,
        "state": product.state, "made_by": product.made_by, "made_at": product.made_at,
    })


def set_state(session: Session, lender_id: int, product_id: int, version: int, was: str, state: str) -> bool:
    """Move a version of a product from one state to another; False where it was not in the first."""
    done = session.run(sa.update(_product).where(
        _product.c.lender_id == lender_id, _product.c.product_id == product_id, _product.c.version == version,
        _product.c.state == was).values(state=state))
    return done.rowcount == 1


def versions(session: Session, lender_id: int, product_id: int | None = None) -> list[KeptProduct]:
    """Every version of a product, or of all of a lender's, newest version first."""
    wanted = [_product.c.lender_id == lender_id]
    if product_id is not None:
        wanted.append(_product.c.product_id == product_id)
    rows = session.rows(sa.select(_product).where(*wanted).order_by(_product.c.product_id, _product.c.version.desc()))
    return [_read(row) for row in rows]


def latest(session: Session, lender_id: int) -> dict[str, KeptProduct]:
    """The newest version of each product, by code, in the order they were first written."""
    found: dict[str, KeptProduct] = {}
    for one in versions(session, lender_id):
        found.setdefault(one.code, one)
    return found


def active(session: Session, lender_id: int) -> dict[str, KeptProduct]:
    """The version of each product that rules may sell now, by code."""
    return {one.code: one for one in reversed(versions(session, lender_id)) if one.state == ACTIVE}


def _read(row: sa.Row[tuple[object, ...]]) -> KeptProduct:
    found = row._mapping
    return KeptProduct(found["product_id"], found["version"], found["body"]["id"], found["name"], found["kind"],
                       found["currency"], found["body"], found["digest"], found["state"], found["made_by"],
                       found["made_at"])
