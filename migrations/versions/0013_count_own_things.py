"""Count own things: a book's commodities, prices in another currency, and room for a commodity wherever money stands.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.guarding.tables import give_to

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNITS = (
    ("account", "currency"), ("posting", "currency"), ("kept_sum", "currency"), ("book_rate", "currency"),
    ("account_check", "currency"), ("scheduled", "currency"), ("scheduled_turn", "currency"), ("goal", "currency"),
)
"""What may hold a commodity. SQLite never held a text to its length, so nothing is rewritten there."""


def upgrade() -> None:
    """Make room, make the table of commodities, and let a price say where it came from."""
    _widths(20)
    op.add_column("book_rate", sa.Column("unit", sa.String(length=20), nullable=True))
    op.add_column("book_rate", sa.Column("source", sa.String(length=40), nullable=True))
    op.add_column("book_rate", sa.Column("seq", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_book_rate_book_id_on_day_currency"), "book_rate", ["book_id", "on_day", "currency"], unique=False)
    op.create_table("commodity",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("digits", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_commodity_book_id")),
        sa.PrimaryKeyConstraint("book_id", "code", name=op.f("pk_commodity")),
        info={"owner": "book"}
    )
    give_to("book", "commodity")


def downgrade() -> None:
    """Take commodities away again. Where one stands in an entry there is no way back on PostgreSQL, which says so."""
    op.drop_table("commodity")
    op.drop_index(op.f("ix_book_rate_book_id_on_day_currency"), table_name="book_rate")
    for name in ("seq", "source", "unit"):
        op.drop_column("book_rate", name)
    _widths(3)


def _widths(length: int) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, column in UNITS:
        op.alter_column(table, column, type_=sa.String(length=length))
