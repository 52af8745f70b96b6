"""Look back: what each account said before it was amended, and every entry's own digest beside it.

What an account said never changes and goes with its book. An entry recorded before this has no digest of its own; the
log covers it as ever.

Revision: 0017, after 0012
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Json
from ledger.plumbing.guarding.tables import forget_unchanging, give_to, stays_with_book

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, guard it, give it to its books; and add the digest."""
    op.create_table("account_past",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said", Json(), nullable=True),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_account_past_book_id_account_id")),
        sa.PrimaryKeyConstraint("book_id", "account_id", "until_seq", name=op.f("pk_account_past")),
        info={"owner": "book"}
    )
    stays_with_book("account_past")
    give_to("book", "account_past")
    op.add_column("entry", sa.Column("digest", sa.LargeBinary(length=32), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("entry", "digest")
    op.drop_table("account_past")
    forget_unchanging("account_past")
