"""Check accounts: what somebody said an account holds, and the deeds that put the books right for it.

What was said never changes; it goes with its book.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant
from ledger.plumbing.guarding.tables import forget_unchanging, give_to, stays_with_book

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MADE = ("account_check", "check_fix")
"""Parents before children."""

BOUNDS = "minor BETWEEN -1000000000000000 AND 1000000000000000"


def upgrade() -> None:
    """Make the tables, guard them, and give them to their books."""
    op.create_table("account_check",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("check_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("takes_back", sa.BigInteger(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint(BOUNDS, name=op.f("ck_account_check_minor_in_bounds")),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_account_check_book_id_account_id")),
        sa.ForeignKeyConstraint(["book_id", "takes_back"], ["account_check.book_id", "account_check.check_id"], name=op.f("fk_account_check_book_id_takes_back")),
        sa.PrimaryKeyConstraint("book_id", "check_id", name=op.f("pk_account_check")),
        sa.UniqueConstraint("book_id", "takes_back", name=op.f("uq_account_check_book_id_takes_back")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_account_check_book_id_account_id_on_day"), "account_check", ["book_id", "account_id", "on_day"], unique=False)
    op.create_table("check_fix",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("check_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "check_id"], ["account_check.book_id", "account_check.check_id"], name=op.f("fk_check_fix_book_id_check_id")),
        sa.ForeignKeyConstraint(["book_id", "thing_id"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_check_fix_book_id_thing_id")),
        sa.PrimaryKeyConstraint("book_id", "check_id", "seq", name=op.f("pk_check_fix")),
        info={"owner": "book"}
    )
    for table in MADE:
        stays_with_book(table)
    give_to("book", *MADE)


def downgrade() -> None:
    """Take them away again."""
    for table in reversed(MADE):
        op.drop_table(table)
        forget_unchanging(table)
