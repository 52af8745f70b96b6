"""Gather under names: tags of entries, days of projects, what a person said of a payee, and budgets of either.

Revision: 0015, after 0012
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.guarding.tables import forget_unchanging, give_to, stays_with_book

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MADE = "tag entry_tag payee_said".split()
"""Parents before children."""

HAS_PROJECT = sa.text("project_id IS NOT NULL")


def upgrade() -> None:
    """Make the tables, give them to their books, and index what is gathered under a project."""
    op.create_table("tag",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_tag_book_id")),
        sa.PrimaryKeyConstraint("book_id", "tag_id", name=op.f("pk_tag")),
        sa.UniqueConstraint("book_id", "name_key", name=op.f("uq_tag_book_id_name_key")),
        info={"owner": "book"}
    )
    op.create_table("entry_tag",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "entry_id"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_entry_tag_book_id_entry_id")),
        sa.ForeignKeyConstraint(["book_id", "tag_id"], ["tag.book_id", "tag.tag_id"], name=op.f("fk_entry_tag_book_id_tag_id")),
        sa.PrimaryKeyConstraint("book_id", "entry_id", "tag_id", name=op.f("pk_entry_tag")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_entry_tag_book_id_tag_id_on_day_entry_id"), "entry_tag", ["book_id", "tag_id", "on_day", "entry_id"], unique=False)
    op.create_table("payee_said",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payee_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("called", sa.String(length=200), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_payee_said_book_id_account_id")),
        sa.ForeignKeyConstraint(["book_id", "category_id"], ["account.book_id", "account.account_id"], name=op.f("fk_payee_said_book_id_category_id")),
        sa.ForeignKeyConstraint(["book_id", "payee_id"], ["payee.book_id", "payee.payee_id"], name=op.f("fk_payee_said_book_id_payee_id")),
        sa.PrimaryKeyConstraint("book_id", "payee_id", name=op.f("pk_payee_said")),
        info={"owner": "book"}
    )
    op.add_column("project", sa.Column("since", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("until_day", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("merged_into", sa.BigInteger(), nullable=True))
    op.add_column("budget", sa.Column("project_id", sa.BigInteger(), nullable=True))
    op.add_column("budget", sa.Column("tag_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_posting_book_id_project_id_on_day_entry_id"), "posting", ["book_id", "project_id", "on_day", "entry_id"], unique=False, sqlite_where=HAS_PROJECT, postgresql_where=HAS_PROJECT)
    give_to("book", *MADE)
    stays_with_book("entry_tag")


def downgrade() -> None:
    """Take them away again, children first."""
    op.drop_index(op.f("ix_posting_book_id_project_id_on_day_entry_id"), "posting")
    for table, column in (("budget", "tag_id"), ("budget", "project_id"), ("project", "merged_into"),
                          ("project", "until_day"), ("project", "since")):
        op.drop_column(table, column)
    for table in reversed(MADE):
        op.drop_table(table)
    forget_unchanging("entry_tag")
