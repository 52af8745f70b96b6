"""Accounts and payees as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.search import folded
from ledger.kernel.ids import new_id
from ledger.kernel.limits import LINE_MAX
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing.columns import Json
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.books import AccountRow, PayeeRow

_account, _payee = table(AccountRow), table(PayeeRow)
_SHOWN = [
    sa.type_coerce(column, sa.Text).label(column.name) if isinstance(column.type, Json) else column
    for column in _account.c if column.name not in ("book_id", "pack_value", "salt")
]
_BOOK: sa.BindParameter[int] = sa.bindparam("book")
_IDS: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_ALL = Prepared(sa.select(*_SHOWN).where(_account.c.book_id == _BOOK).order_by(
    _account.c.position, _account.c.account_id))
_SOME = Prepared(sa.select(*_SHOWN).where(_account.c.book_id == _BOOK, _account.c.account_id.in_(_IDS)))
_PAYEE_BY_KEY = Prepared(sa.select(_payee.c.payee_id).where(
    _payee.c.book_id == _BOOK, _payee.c.name_key == sa.bindparam("name_key")))


def content(account: Account) -> dict[str, Any]:
    """What is digested when an account is written."""
    return _values(account)


def add(session: Session, book_id: int, accounts: Sequence[tuple[Account, bytes]]) -> None:
    """New accounts, each with the salt of its digest."""
    session.run(sa.insert(_account), [
        {"book_id": book_id, "salt": salt, "version": 1, "pack_value": account.pack_value, **_values(account)}
        for account, salt in accounts
    ])


def load(session: Session, book_id: int) -> dict[int, Account]:
    """Every account of a book by id, in the order they are shown. What the pack gave them is left out."""
    return {row.account_id: _read(row) for row in session.rows(_ALL, {"book": book_id})}


def some(session: Session, book_id: int, ids: Iterable[int]) -> dict[int, Account]:
    """These accounts of a book by id, as far as they are there; what the pack gave them is left out."""
    return {row.account_id: _read(row) for row in session.rows(_SOME, {"book": book_id, "ids": list(ids)})}


def pack_values(session: Session, book_id: int) -> dict[int, dict[str, Any]]:
    """The values each account came with from its scene."""
    rows = session.rows(sa.select(_account.c.account_id, _account.c.pack_value).where(_account.c.book_id == book_id))
    return {row.account_id: row.pack_value for row in rows}


def salts(session: Session, book_id: int) -> dict[int, bytes]:
    """The salt of each account's digest."""
    rows = session.rows(sa.select(_account.c.account_id, _account.c.salt).where(_account.c.book_id == book_id))
    return {row.account_id: row.salt for row in rows}


def save(session: Session, book_id: int, account: Account, *, was: int) -> bool:
    """Write an account as its next version; False where the version moved meanwhile."""
    done = session.run(
        sa.update(_account).where(_account.c.book_id == book_id, _account.c.account_id == account.account_id,
                                  _account.c.version == was).values(**_values(account), version=was + 1)
    )
    return done.rowcount == 1


def payee_key(name: str) -> str:
    """What a payee is known by, however the name is written."""
    return folded(name)[:LINE_MAX]


def payee_id(session: Session, book_id: int, name: str) -> int | None:
    """The opaque number of a payee by name, made when new; None for no name."""
    if not name:
        return None
    key = payee_key(name)
    asked = {"book": book_id, "name_key": key}
    found = session.value(_PAYEE_BY_KEY, asked)
    if found is None:
        fresh = insert(session, _payee).values(book_id=book_id, payee_id=new_id(), name=name, name_key=key)
        session.run(fresh.on_conflict_do_nothing())
        found = session.value(_PAYEE_BY_KEY, asked)
    return int(found)


def payee_names(session: Session, book_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Payees' names by number; an erased one is left out."""
    rows = session.rows(sa.select(_payee.c.payee_id, _payee.c.name).where(
        _payee.c.book_id == book_id, _payee.c.payee_id.in_(list(ids)), _payee.c.name.is_not(None)))
    return {row.payee_id: row.name for row in rows}


def read_content(said: Mapping[str, Any], version: int) -> Account:
    """The account whose content this is, as that version."""
    card, loan = said["card"], said["loan"]
    return Account(
        said["account_id"], said["code"], Kind(said["kind"]), Purpose(said["purpose"]), said["names"],
        said["currency"], said["icon"], said["position"], said["is_first"], said["owner"], said["visibility"],
        said["closed"], CardTerms(**card) if card else None, LoanTerms(**loan) if loan else None,
        tuple(said["words"]), said["pack_key"], version=version,
    )


def _values(account: Account) -> dict[str, Any]:
    return {
        "account_id": account.account_id, "code": account.code, "kind": account.kind.value,
        "purpose": account.purpose.value, "names": account.names, "currency": account.currency,
        "icon": account.icon, "position": account.position, "is_first": account.is_first, "owner": account.owner,
        "visibility": account.visibility, "closed": account.closed,
        "card": asdict(account.card) if account.card else None,
        "loan": account.loan.said() if account.loan else None,
        "words": list(account.words), "pack_key": account.pack_key,
    }


@lru_cache(maxsize=8_192)
def _read(row: Any) -> Account:
    """The account of a row. A row is known by all it holds, so the same one is taken apart only once."""
    said = {column.name: getattr(row, column.name) for column in _SHOWN}
    held = {name: json.loads(said[name]) if said[name] else None for name in ("names", "card", "loan", "words")}
    return read_content({**said, **held}, row.version)
