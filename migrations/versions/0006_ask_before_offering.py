"""Ask before offering: consent, quiet, what was measured, offered, shown and done, which a person owns.

What happened to an offer never changes; it goes with its person.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json
from ledger.plumbing.guarding.tables import forget_unchanging, give_to, never_changes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MADE = "book_grant borrower consent offer quiet slot_answer snapshot impression offer_event".split()
"""Parents before children."""

UNCHANGED = ("offer_event", "impression")


def upgrade() -> None:
    """Make the tables, guard them, and give them to their owners."""
    op.create_table("book_grant",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_book_grant_book_id")),
        sa.PrimaryKeyConstraint("book_id", "person_id", "scope", name=op.f("pk_book_grant")),
        info={"owner": "book"}
    )
    op.create_table("borrower",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_borrower_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_borrower")),
        info={"owner": "person"}
    )
    op.create_table("consent",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("consent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("book_id", sa.BigInteger(), nullable=False),
        sa.Column("lender_id", sa.BigInteger(), nullable=False),
        sa.Column("receipt", Json(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("person_id", "consent_id", name=op.f("pk_consent")),
        info={"owner": "person"}
    )
    op.create_index(op.f("ix_consent_person_id_scope_book_id"), "consent", ["person_id", "scope", "book_id"], unique=False)
    op.create_table("offer",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("book_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lender_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_at", Instant(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_offer_person_id")),
        sa.PrimaryKeyConstraint("person_id", "offer_id", name=op.f("pk_offer")),
        info={"owner": "person"}
    )
    op.create_index(op.f("ix_offer_person_id_made_at"), "offer", ["person_id", "made_at"], unique=False)
    op.create_table("quiet",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quiet_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("book_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_quiet_person_id")),
        sa.PrimaryKeyConstraint("person_id", "quiet_id", name=op.f("pk_quiet")),
        info={"owner": "person"}
    )
    op.create_table("slot_answer",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("shown", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_slot_answer_person_id")),
        sa.PrimaryKeyConstraint("person_id", "book_id", "slot", "revision", "on_day", name=op.f("pk_slot_answer")),
        info={"owner": "person"}
    )
    op.create_table("snapshot",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("signals", Json(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_snapshot_person_id")),
        sa.PrimaryKeyConstraint("person_id", "book_id", "revision", "on_day", name=op.f("pk_snapshot")),
        info={"owner": "person"}
    )
    op.create_table("impression",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id", "offer_id"], ["offer.person_id", "offer.offer_id"], name=op.f("fk_impression_person_id_offer_id")),
        sa.PrimaryKeyConstraint("person_id", "offer_id", "on_day", name=op.f("pk_impression")),
        info={"owner": "person"}
    )
    op.create_index(op.f("ix_impression_person_id_on_day"), "impression", ["person_id", "on_day"], unique=False)
    op.create_table("offer_event",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id", "offer_id"], ["offer.person_id", "offer.offer_id"], name=op.f("fk_offer_event_person_id_offer_id")),
        sa.PrimaryKeyConstraint("person_id", "event_id", name=op.f("pk_offer_event")),
        info={"owner": "person"}
    )
    for table in UNCHANGED:
        never_changes(table, goes_with_owner=True)
    give_to("book", "book_grant")
    give_to("person", *(table for table in MADE if table != "book_grant"))


def downgrade() -> None:
    """Take them away again, children first."""
    for table in reversed(MADE):
        op.drop_table(table)
    for table in UNCHANGED:
        forget_unchanging(table)
