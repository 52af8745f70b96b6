"""Attach and measure: files attached to entries, and the answers to a scene's own questions beside an entry's words.

What was attached never changes; erasing empties its name, salt and digest and lets its bytes go. Answers are words and
are erased with them.

Revision: 0016, after 0012
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json
from ledger.plumbing.guarding.tables import (
    changes_by_erasing,
    forget_unchanging,
    give_to,
    never_changes,
    stays_with_book,
)

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MADE = ("paper", "paper_piece", "attachment", "attachment_mark")
"""Parents before children."""

ERASED_WORDS = "NEW.payee = '' AND NEW.note = '' AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL"
ERASED_ANSWERS = f"{ERASED_WORDS} AND NEW.fields IS NULL"
ERASED = ("NEW.name = '' AND NEW.salt IS NULL AND NEW.digest IS NULL AND NEW.erased_at IS NOT NULL AND "
          + " AND ".join(f"NEW.{name} = OLD.{name}" for name in "book_id attachment_id thing_id kind size at".split()))


def upgrade() -> None:
    """Make the tables, guard them, give them to their books; add the answers."""
    op.add_column("entry_words", sa.Column("fields", Json(), nullable=True))
    answered = sa.text("fields IS NOT NULL")
    op.create_index("ix_entry_words_answered", "entry_words", ["book_id", "entry_id"], unique=False,
                    sqlite_where=answered, postgresql_where=answered)
    _guard_words(ERASED_ANSWERS)
    _make_papers()
    _make_attachments()
    never_changes("paper", goes_with_owner=True)
    never_changes("paper_piece", goes_with_owner=True)
    stays_with_book("attachment_mark")
    changes_by_erasing("attachment", ERASED)
    give_to("book", *MADE)


def downgrade() -> None:
    """Take them away again."""
    for table in reversed(MADE):
        op.drop_table(table)
        forget_unchanging(table)
    _guard_words(ERASED_WORDS)
    op.drop_index("ix_entry_words_answered", "entry_words")
    op.drop_column("entry_words", "fields")


def _make_papers() -> None:
    op.create_table("paper",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("thumb", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_paper_book_id")),
        sa.PrimaryKeyConstraint("book_id", "digest", name=op.f("pk_paper")),
        info={"owner": "book"}
    )
    op.create_table("paper_piece",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "digest"], ["paper.book_id", "paper.digest"], name=op.f("fk_paper_piece_book_id_digest")),
        sa.PrimaryKeyConstraint("book_id", "digest", "n", name=op.f("pk_paper_piece")),
        info={"owner": "book"}
    )


def _make_attachments() -> None:
    op.create_table("attachment",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("attachment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["book_id", "digest"], ["paper.book_id", "paper.digest"], name=op.f("fk_attachment_book_id_digest")),
        sa.ForeignKeyConstraint(["book_id", "thing_id"], ["entry.book_id", "entry.entry_id"], name=op.f("fk_attachment_book_id_thing_id")),
        sa.PrimaryKeyConstraint("book_id", "attachment_id", name=op.f("pk_attachment")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_attachment_book_id_thing_id"), "attachment", ["book_id", "thing_id"], unique=False)
    op.create_index(op.f("ix_attachment_book_id_digest"), "attachment", ["book_id", "digest"], unique=False)
    op.create_table("attachment_mark",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("attachment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "attachment_id"], ["attachment.book_id", "attachment.attachment_id"], name=op.f("fk_attachment_mark_book_id_attachment_id")),
        sa.PrimaryKeyConstraint("book_id", "attachment_id", "seq", name=op.f("pk_attachment_mark")),
        info={"owner": "book"}
    )


def _guard_words(allowed: str) -> None:
    """Let words change by erasing alone, their answers too."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER entry_words_stays")
        op.execute(f"""CREATE TRIGGER entry_words_stays BEFORE UPDATE ON entry_words WHEN NOT ({allowed})
                       BEGIN SELECT RAISE(ABORT, 'entry_words: what was posted never changes'); END""")
        return
    erased = "EXISTS (SELECT 1 FROM tombstone t WHERE t.book_id = OLD.book_id)"
    op.execute(f"""CREATE OR REPLACE FUNCTION entry_words_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {erased} THEN RETURN OLD; END IF;
                RAISE EXCEPTION 'entry_words: what was posted is kept' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF {allowed} THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'entry_words: what was posted never changes' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
