"""Limit and save: what may be spent, what is to be saved, and what was for whom found without looking at the rest.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Json
from ledger.plumbing.guarding.tables import give_to

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MADE = "budget budget_category goal".split()
"""Parents before children."""

IS_FOR_ONE = sa.text("beneficiary IS NOT NULL")


def upgrade() -> None:
    """Make the tables, give them to their books, and index what was for one member."""
    op.create_table("budget",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("budget_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("limits", Json(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("every", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("anchor", sa.SmallInteger(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("rollover", sa.String(length=40), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "member_id"], ["member.book_id", "member.member_id"], name=op.f("fk_budget_book_id_member_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_budget_book_id")),
        sa.PrimaryKeyConstraint("book_id", "budget_id", name=op.f("pk_budget")),
        info={"owner": "book"}
    )
    op.create_table("budget_category",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("budget_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_budget_category_book_id_account_id")),
        sa.ForeignKeyConstraint(["book_id", "budget_id"], ["budget.book_id", "budget.budget_id"], name=op.f("fk_budget_category_book_id_budget_id")),
        sa.PrimaryKeyConstraint("book_id", "budget_id", "account_id", name=op.f("pk_budget_category")),
        info={"owner": "book"}
    )
    op.create_table("goal",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("goal_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_goal_book_id_account_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_goal_book_id")),
        sa.PrimaryKeyConstraint("book_id", "goal_id", name=op.f("pk_goal")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_posting_book_id_beneficiary_on_day"), "posting", ["book_id", "beneficiary", "on_day"], unique=False, sqlite_where=IS_FOR_ONE, postgresql_where=IS_FOR_ONE)
    op.create_index(op.f("ix_posting_share_book_id_member_id"), "posting_share", ["book_id", "member_id"], unique=False)
    give_to("book", *MADE)


def downgrade() -> None:
    """Take them away again, children first."""
    op.drop_index(op.f("ix_posting_share_book_id_member_id"), "posting_share")
    op.drop_index(op.f("ix_posting_book_id_beneficiary_on_day"), "posting")
    for table in reversed(MADE):
        op.drop_table(table)
