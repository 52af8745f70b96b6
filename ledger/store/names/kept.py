"""Names as rows. A payee's row is what its entries say; what a person said of it stands in a row beside."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.search import folded
from ledger.domain.names.name import Name, Sort, name_key, root_of
from ledger.domain.quick.lexicon import Lesson
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import PayeeRow, ProjectRow
from ledger.store.tables.names import PayeeSaidRow, TagRow

_tag, _project, _payee, _said = table(TagRow), table(ProjectRow), table(PayeeRow), table(PayeeSaidRow)
_BOOK: sa.BindParameter[int] = sa.bindparam("book")
_TAGS = Prepared(sa.select(_tag).where(_tag.c.book_id == _BOOK).order_by(_tag.c.tag_id.desc()))
_PROJECTS = Prepared(sa.select(_project).where(_project.c.book_id == _BOOK).order_by(_project.c.project_id.desc()))
_HAS_SAID = sa.and_(_said.c.book_id == _payee.c.book_id, _said.c.payee_id == _payee.c.payee_id)
_PAYEES = (
    sa.select(_payee.c.payee_id, _payee.c.name, _said.c.called, _said.c.closed, _said.c.merged_into,
              _said.c.category_id, _said.c.account_id, _said.c.version)
    .select_from(_payee.outerjoin(_said, _HAS_SAID))
    .where(_payee.c.book_id == _BOOK, _payee.c.name.is_not(None))
)
_CHANGED = Prepared(_PAYEES.where(_said.c.payee_id.is_not(None)))
_THESE = Prepared(_PAYEES.where(_payee.c.payee_id.in_(sa.bindparam("ids", expanding=True))))
_BY_KEY = Prepared(sa.select(_payee.c.payee_id).where(
    _payee.c.book_id == _BOOK, _payee.c.name_key == sa.bindparam("name_key")))
_USUAL = Prepared(sa.select(_payee.c.name_key, _payee.c.payee_id, _said.c.merged_into)
                  .select_from(_payee.join(_said, _HAS_SAID)).where(
    _payee.c.book_id == _BOOK, _payee.c.name_key.in_(sa.bindparam("keys", expanding=True))))
_MERGED = {
    Sort.TAG: Prepared(sa.select(_tag.c.tag_id.label("one"), _tag.c.merged_into).where(
        _tag.c.book_id == _BOOK, _tag.c.merged_into.is_not(None))),
    Sort.PROJECT: Prepared(sa.select(_project.c.project_id.label("one"), _project.c.merged_into).where(
        _project.c.book_id == _BOOK, _project.c.merged_into.is_not(None))),
    Sort.PAYEE: Prepared(sa.select(_said.c.payee_id.label("one"), _said.c.merged_into).where(
        _said.c.book_id == _BOOK, _said.c.merged_into.is_not(None))),
}


def load(session: Session, book_id: int, sort: Sort) -> dict[int, Name]:
    """The names of a sort by id, the newest first; of payees those a person said something of."""
    query = {Sort.TAG: _TAGS, Sort.PROJECT: _PROJECTS, Sort.PAYEE: _CHANGED}[sort]
    found = [_read(sort, row) for row in session.rows(query, {"book": book_id})]
    return {one.name_id: one for one in found}


def payees(session: Session, book_id: int, ids: Collection[int]) -> dict[int, Name]:
    """Payees by id; an erased one is left out."""
    if not ids:
        return {}
    found = [_read(Sort.PAYEE, row) for row in session.rows(_THESE, {"book": book_id, "ids": list(ids)})]
    return {one.name_id: one for one in found}


def get(session: Session, book_id: int, sort: Sort, name_id: int) -> Name | None:
    """One name; None where there is none, or it was erased."""
    found = payees(session, book_id, [name_id]) if sort is Sort.PAYEE else load(session, book_id, sort)
    return found.get(name_id)


def parents(session: Session, book_id: int, sort: Sort) -> dict[int, int]:
    """The merged names of a sort, each with the name it goes into."""
    return {row.one: row.merged_into for row in session.rows(_MERGED[sort], {"book": book_id})}


def written_as(session: Session, book_id: int, name: str) -> int | None:
    """The payee whose entries have this name, None where none has."""
    found = session.value(_BY_KEY, {"book": book_id, "name_key": folded(name)[:LINE_MAX]})
    return None if found is None else int(found)


def usual_of(session: Session, book_id: int, keys: Collection[str]) -> dict[str, Lesson]:
    """What a person said is usual with payees, by the folded names of those asked about that say something."""
    rows = session.rows(_USUAL, {"book": book_id, "keys": list(keys)}) if keys else []
    ways = parents(session, book_id, Sort.PAYEE) if any(row.merged_into for row in rows) else {}
    ends = payees(session, book_id, {root_of(row.payee_id, ways) for row in rows})
    found = {row.name_key: ends.get(root_of(row.payee_id, ways)) for row in rows}
    return {key: Lesson(one.category, one.account) for key, one in found.items()
            if one and (one.category or one.account)}


def add(session: Session, book_id: int, name: Name, salt: bytes) -> None:
    """A new name."""
    if name.sort is Sort.PAYEE:
        session.run(sa.insert(_payee), {"book_id": book_id, "payee_id": name.name_id, "name": name.name,
                                        "name_key": folded(name.name)[:LINE_MAX]})
    rows, _ = _place(name.sort)
    session.run(sa.insert(rows), {"book_id": book_id, "version": name.version, **_values(name, salt)})


def save(session: Session, book_id: int, name: Name, salt: bytes, *, was: int) -> bool:
    """Write a name as its next version, with a fresh salt; False where the version moved meanwhile.

    Whoever asks holds the book's lock.
    """
    rows, number = _place(name.sort)
    this = sa.and_(rows.c.book_id == book_id, number == name.name_id)
    if was == 0:
        is_new = session.first(sa.select(number).where(this)) is None
        if is_new:
            session.run(sa.insert(rows), {"book_id": book_id, "version": 1, **_values(name, salt)})
        return is_new
    stands = sa.update(rows).where(this, rows.c.version == was)
    done = session.run(stands.values(**_values(name, salt), version=was + 1))
    return bool(done.rowcount == 1)


def _place(sort: Sort) -> tuple[sa.Table, sa.Column[Any]]:
    """The rows of a sort that hold what a person says of it, and the column of its number."""
    return {Sort.TAG: (_tag, _tag.c.tag_id), Sort.PROJECT: (_project, _project.c.project_id),
            Sort.PAYEE: (_said, _said.c.payee_id)}[sort]


def _values(name: Name, salt: bytes) -> dict[str, Any]:
    said = {"closed": name.closed, "merged_into": name.merged_into, "salt": salt}
    if name.sort is Sort.TAG:
        return {**said, "tag_id": name.name_id, "name": name.name, "name_key": name_key(name.name)[:LINE_MAX]}
    if name.sort is Sort.PROJECT:
        return {**said, "project_id": name.name_id, "name": name.name, "since": name.since, "until_day": name.until}
    called = name.name if name.name != name.written else None
    return {**said, "payee_id": name.name_id, "called": called, "category_id": name.category,
            "account_id": name.account}


def _read(sort: Sort, row: Any) -> Name:
    if sort is Sort.TAG:
        return Name(sort, row.tag_id, row.name, row.closed, row.merged_into, version=row.version)
    if sort is Sort.PROJECT:
        return Name(sort, row.project_id, row.name, row.closed, row.merged_into, row.since, row.until_day,
                    version=row.version)
    return Name(sort, row.payee_id, row.called or row.name, bool(row.closed), row.merged_into,
                category=row.category_id, account=row.account_id, version=row.version or 0, written=row.name)
