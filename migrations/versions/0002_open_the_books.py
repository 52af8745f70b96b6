"""Open the books: accounts, entries and what is derived from them, and the log.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MADE = (
    "book entry_token kept_sum tombstone account book_log book_rate payee project entry entry_words "
    "posting standing posting_share"
).split()
"""Parents before children."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table("book",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("pack_version", sa.String(length=40), nullable=False),
        sa.Column("pack_digest", sa.String(length=64), nullable=False),
        sa.Column("home_currency", sa.String(length=3), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("pigment", sa.String(length=40), nullable=False),
        sa.Column("locked_until", sa.Date(), nullable=True),
        sa.Column("has_entries", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("book_id", name=op.f("pk_book")),
        info={"owner": "book"}
    )
    op.create_table("entry_token",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("book_id", "token", "on_day", "entry_id", name=op.f("pk_entry_token")),
        info={"owner": "book"}
    )
    op.create_table("kept_sum",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("grain", sa.String(length=1), autoincrement=False, nullable=False),
        sa.Column("starts", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("flow", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("in_minor", sa.BigInteger(), nullable=False),
        sa.Column("out_minor", sa.BigInteger(), nullable=False),
        sa.Column("in_home", sa.BigInteger(), nullable=False),
        sa.Column("out_home", sa.BigInteger(), nullable=False),
        sa.Column("moves", sa.BigInteger(), nullable=False),
        sa.Column("unvalued", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("book_id", "grain", "starts", "account_id", "currency", "flow", "mark", name=op.f("pk_kept_sum")),
        info={"owner": "book"}
    )
    op.create_table("tombstone",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("erased_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("book_id", name=op.f("pk_tombstone")),
        info={"owner": "book"}
    )
    op.create_table("account",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=140), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("names", Json(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("icon", sa.String(length=40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=True),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("card", Json(), nullable=True),
        sa.Column("loan", Json(), nullable=True),
        sa.Column("words", Json(), nullable=False),
        sa.Column("pack_key", sa.String(length=80), nullable=True),
        sa.Column("pack_value", Json(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_account_book_id")),
        sa.PrimaryKeyConstraint("book_id", "account_id", name=op.f("pk_account")),
        sa.UniqueConstraint("book_id", "code", name=op.f("uq_account_book_id_code")),
        info={"owner": "book"}
    )
    op.create_table("book_log",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("actor_kind", sa.String(length=40), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subjects", Json(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("format", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_book_log_book_id")),
        sa.PrimaryKeyConstraint("book_id", "seq", name=op.f("pk_book_log")),
        info={"owner": "book"}
    )
    op.create_table("book_rate",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("rate", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_book_rate_book_id")),
        sa.PrimaryKeyConstraint("book_id", "currency", "on_day", name=op.f("pk_book_rate")),
        info={"owner": "book"}
    )
    op.create_table("payee",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payee_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("name_key", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_payee_book_id")),
        sa.PrimaryKeyConstraint("book_id", "payee_id", name=op.f("pk_payee")),
        sa.UniqueConstraint("book_id", "name_key", name=op.f("uq_payee_book_id_name_key")),
        info={"owner": "book"}
    )
    op.create_table("project",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_project_book_id")),
        sa.PrimaryKeyConstraint("book_id", "project_id", name=op.f("pk_project")),
        info={"owner": "book"}
    )
    op.create_table("entry",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("recorder", sa.BigInteger(), nullable=True),
        sa.Column("payee_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("reverses", sa.BigInteger(), nullable=True),
        sa.Column("replaces", sa.BigInteger(), nullable=True),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.String(length=40), nullable=True),
        sa.Column("rate_day", sa.Date(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("words_digest", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(["book_id", "payee_id"], ["payee.book_id", "payee.payee_id"], name=op.f("fk_entry_book_id_payee_id")),
        sa.ForeignKeyConstraint(["book_id", "replaces"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_entry_book_id_replaces")),
        sa.ForeignKeyConstraint(["book_id", "reverses"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_entry_book_id_reverses")),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_entry_book_id")),
        sa.PrimaryKeyConstraint("book_id", "entry_id", name=op.f("pk_entry")),
        sa.UniqueConstraint("book_id", "reverses", name=op.f("uq_entry_book_id_reverses")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_entry_book_id_batch_id"), "entry", ["book_id", "batch_id"], unique=False)
    op.create_index(op.f("ix_entry_book_id_payee_id_on_day"), "entry", ["book_id", "payee_id", "on_day"], unique=False)
    op.create_index(op.f("ix_entry_book_id_thing_id_version"), "entry", ["book_id", "thing_id", "version"], unique=False)
    linked = sa.text("replaces IS NOT NULL")
    op.create_index(op.f("ix_entry_book_id_replaces"), "entry", ["book_id", "replaces"], unique=False,
                    sqlite_where=linked, postgresql_where=linked)
    op.create_table("entry_words",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("payee", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["book_id", "entry_id"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_entry_words_book_id_entry_id")),
        sa.PrimaryKeyConstraint("book_id", "entry_id", name=op.f("pk_entry_words")),
        info={"owner": "book"}
    )
    op.create_table("posting",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("home_minor", sa.BigInteger(), nullable=True),
        sa.Column("payer", sa.BigInteger(), nullable=True),
        sa.Column("beneficiary", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=True),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("receivable", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("minor BETWEEN -1000000000000000 AND 1000000000000000", name=op.f("ck_posting_minor_in_bounds")),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_posting_book_id_account_id")),
        sa.ForeignKeyConstraint(["book_id", "entry_id"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_posting_book_id_entry_id")),
        sa.PrimaryKeyConstraint("book_id", "entry_id", "n", name=op.f("pk_posting")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_posting_book_id_account_id_on_day_entry_id"), "posting", ["book_id", "account_id", "on_day", "entry_id"], unique=False)
    op.create_table("standing",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("recorder", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["book_id", "entry_id"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_standing_book_id_entry_id")),
        sa.PrimaryKeyConstraint("book_id", "on_day", "entry_id", name=op.f("pk_standing")),
        sa.UniqueConstraint("book_id", "thing_id", name=op.f("uq_standing_book_id_thing_id")),
        info={"owner": "book"}
    )
    op.create_table("posting_share",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "entry_id", "n"], ["posting.book_id", "posting.entry_id", "posting.n"], name=op.f("fk_posting_share_book_id_entry_id_n")),
        sa.PrimaryKeyConstraint("book_id", "entry_id", "n", "member_id", name=op.f("pk_posting_share")),
        info={"owner": "book"}
    )


def downgrade() -> None:
    """Take them away again, children first."""
    for table in reversed(MADE):
        op.drop_table(table)
