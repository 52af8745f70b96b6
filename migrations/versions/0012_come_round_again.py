"""Come round again: where planned items end, whom they act for, and what became of each of their turns.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json
from ledger.plumbing.guarding.tables import give_to

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the ends, make the table of turns, and give it to its books."""
    for name in ("times", "total_minor", "planner"):
        op.add_column("scheduled", sa.Column(name, sa.BigInteger(), nullable=True))
    op.create_table("scheduled_turn",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=True),
        sa.Column("problem", Json(), nullable=True),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "item_id"], ["scheduled.book_id", "scheduled.item_id"], name=op.f("fk_scheduled_turn_book_id_item_id")),
        sa.PrimaryKeyConstraint("book_id", "item_id", "on_day", name=op.f("pk_scheduled_turn")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_scheduled_turn_book_id_by_itself_at"), "scheduled_turn", ["book_id", "by_itself", "at"], unique=False)
    op.create_index(op.f("ix_scheduled_turn_book_id_state_on_day"), "scheduled_turn", ["book_id", "state", "on_day"], unique=False)
    give_to("book", "scheduled_turn")


def downgrade() -> None:
    """Take the turns and the ends away again; what repeats by a rule repeats no more."""
    op.drop_table("scheduled_turn")
    op.execute("UPDATE scheduled SET repeats = 'once' WHERE repeats = 'rule'")
    op.execute("UPDATE scheduled SET mode = 'remind'")
    for name in ("planner", "total_minor", "times"):
        op.drop_column("scheduled", name)
