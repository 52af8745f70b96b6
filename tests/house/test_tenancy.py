"""Every row has one owner, and no key or reference crosses from one owner to another (DESIGN 12)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import credit.store.tables.lenders  # noqa: F401 the tables register themselves
import credit.store.tables.offers  # noqa: F401
import ledger.plumbing.identity  # noqa: F401
import ledger.store.tables.books  # noqa: F401
import ledger.store.tables.bulk  # noqa: F401
import ledger.store.tables.files  # noqa: F401
import ledger.store.tables.names  # noqa: F401
import ledger.store.tables.past  # noqa: F401
import ledger.store.tables.planning  # noqa: F401
import ledger.store.tables.quick  # noqa: F401
import ledger.store.tables.sharing  # noqa: F401
import ledger.store.tables.spreading  # noqa: F401
from ledger.plumbing.rows import OWNERS, metadata

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
OWNED = [table for table in TABLES if table.info.get("owner") != "house"]
KEY = {"book": "book_id", "person": "person_id", "lender": "lender_id"}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_table_says_whose_rows_it_holds(table: sa.Table) -> None:
    assert table.info.get("owner") in OWNERS


@pytest.mark.parametrize("table", OWNED, ids=lambda t: t.name)
def test_the_primary_key_begins_with_the_owner(table: sa.Table) -> None:
    assert table.primary_key.columns[0].name == KEY[table.info["owner"]]


@pytest.mark.parametrize("table", OWNED, ids=lambda t: t.name)
def test_every_unique_and_foreign_key_includes_the_owner(table: sa.Table) -> None:
    owner = KEY[table.info["owner"]]
    keys = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint | sa.ForeignKeyConstraint)]
    unique = [i for i in table.indexes if i.unique]

    assert all(next(iter(key.columns)).name == owner for key in [*keys, *unique])


@pytest.mark.parametrize("table", OWNED, ids=lambda t: t.name)
def test_a_foreign_key_points_at_the_same_owners_rows(table: sa.Table) -> None:
    for key in table.foreign_key_constraints:
        assert key.referred_table.info["owner"] == table.info["owner"]
        assert key.elements[0].column.name == KEY[table.info["owner"]]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_money_is_whole_and_never_numeric(table: sa.Table) -> None:
    kinds = {column.name: column.type for column in table.columns}
    assert not [name for name, kind in kinds.items() if isinstance(kind, sa.Numeric | sa.Float)]
    assert all(isinstance(kind, sa.BigInteger) for name, kind in kinds.items()
               if name.endswith(("minor", "_home")))


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["book", "person", "lender"])
def test_row_security_binds_every_owned_table(postgres_url: str, kind: str) -> None:
    from ledger.plumbing.db import Database

    with Database(postgres_url).transaction(write=False) as session:
        guarded = {row.relname for row in session.rows(sa.text(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"))}

    assert {table.name for table in OWNED if table.info["owner"] == kind} <= guarded
