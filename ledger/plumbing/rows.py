"""What every row class stands on: names for constraints, short column makers, and the kinds of owner.

Every row has one owner. Where it is a book, a person or a lender, the primary key and every unique and foreign key
begin with the owner's id (`tests/house/test_tenancy.py` holds this), so no reference crosses from one to another.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from ledger.kernel.chain import FORMAT, Deed
from ledger.plumbing.columns import Big, Digest, Instant, Json, Name, Small

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING

metadata = SQLModel.metadata
OWNERS = ("book", "person", "lender", "house")


def owned_by(kind: str) -> dict[str, Any]:
    """Table keywords that say whose rows these are: book, person, lender or house."""
    if kind not in OWNERS:
        raise ValueError(kind)
    return {"info": {"owner": kind}}


BY_KEY = {"sqlite_with_rowid": False}
"""Table keywords of a table that is read by its key in order: on SQLite it is its own index."""


def key(kind: Any = Big) -> Any:
    """A column of the primary key, never numbered by the database."""
    return Field(sa_type=kind, primary_key=True, sa_column_kwargs={"autoincrement": False})


def col(kind: Any, default: Any = ..., *, optional: bool = False) -> Any:
    """A column of a kind. With `optional` it may be null and is null by default."""
    if optional:
        return Field(default=None, sa_type=kind, nullable=True)
    if default is ...:
        return Field(sa_type=kind, nullable=False)
    return Field(default=default, sa_type=kind, nullable=False)


def table(row_class: type[SQLModel]) -> sa.Table:
    """The Core table of a row class: what statements are written against."""
    return cast(sa.Table, row_class.__table__)  # type: ignore[attr-defined]


def owned_key(parent: str, *columns: str, parent_columns: tuple[str, ...] | None = None) -> sa.ForeignKeyConstraint:
    """A foreign key that includes the owner's id: the first of `columns`."""
    return sa.ForeignKeyConstraint(list(columns), [f"{parent}.{name}" for name in parent_columns or columns])


class DeedColumns(SQLModel):
    """What a row of any log holds beside its owner and its sequence: see `kernel/chain.py`."""

    at: datetime = col(Instant)
    actor: int | None = col(Big, optional=True)
    actor_kind: str = col(Name)
    deed: str = col(Name)
    subject_kind: str = col(Name)
    subjects: Any = col(Json)
    digest: bytes = col(Digest)
    previous: bytes = col(Digest)
    hash: bytes = col(Digest)
    format: int = col(Small)


def deed_values(deed: Deed) -> dict[str, Any]:
    """A deed as the values of its row, sequence included and owner left out."""
    return {
        "seq": deed.seq, "at": deed.at, "actor": deed.actor, "actor_kind": deed.actor_kind, "deed": deed.deed,
        "subject_kind": deed.subject_kind, "subjects": list(deed.subjects), "digest": deed.digest,
        "previous": deed.previous, "hash": deed.hash, "format": FORMAT,
    }


def read_deed(owner: int, row: Any, batch: int | None = None) -> Deed:
    """The deed of a row of this owner's log."""
    return Deed(owner, row.seq, row.at, row.actor, row.actor_kind, row.deed, row.subject_kind, tuple(row.subjects),
                row.digest, row.previous, batch)
