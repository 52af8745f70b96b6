"""Spread over months: what was paid ahead, and what loses worth.

Revision: 0021, after 0019
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant
from ledger.plumbing.guarding.tables import give_to

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and give it to its books."""
    op.create_table("spread",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("was_entry", sa.BigInteger(), nullable=False),
        sa.Column("amended_id", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("residual", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("end_thing", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["book_id", "item_id"], ["scheduled.book_id", "scheduled.item_id"], name=op.f("fk_spread_book_id_item_id")),
        sa.PrimaryKeyConstraint("book_id", "item_id", name=op.f("pk_spread")),
        info={"owner": "book"}
    )
    give_to("book", "spread")


def downgrade() -> None:
    """Take the spreads away again; their entries and planned items stay."""
    op.drop_table("spread")
