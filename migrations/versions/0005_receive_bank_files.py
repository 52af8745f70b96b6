"""Receive bank files: the file, the batch, its rows with their provenance, and what is remembered of them.

On PostgreSQL the new tables get the one policy of what a book owns, and the role's rights.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json
from ledger.plumbing.guarding.tables import give_to

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("bank_file", "bank_file_piece", "batch", "method_account", "import_row", "seen_row")
"""Parents before children."""


def upgrade() -> None:
    """Make the tables and, on PostgreSQL, guard them."""
    op.create_table('bank_file',
        sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('digest', sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('kept_at', Instant(), nullable=False),
        sa.ForeignKeyConstraint(['book_id'], ['book.book_id'], name=op.f('fk_bank_file_book_id')),
        sa.PrimaryKeyConstraint('book_id', 'digest', name=op.f('pk_bank_file')),
        info={'owner': 'book'}
    )
    op.create_table('bank_file_piece',
        sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('digest', sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column('n', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['book_id', 'digest'], ['bank_file.book_id', 'bank_file.digest'], name=op.f('fk_bank_file_piece_book_id_digest')),
        sa.PrimaryKeyConstraint('book_id', 'digest', 'n', name=op.f('pk_bank_file_piece')),
        info={'owner': 'book'}
    )
    op.create_table('batch',
        sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('batch_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('format', sa.String(length=40), nullable=False),
        sa.Column('variant', sa.String(length=40), nullable=False),
        sa.Column('encoding', sa.String(length=40), nullable=False),
        sa.Column('headers', Json(), nullable=False),
        sa.Column('state', sa.String(length=40), nullable=False),
        sa.Column('member', sa.BigInteger(), nullable=False),
        sa.Column('actor_kind', sa.String(length=40), nullable=False),
        sa.Column('made_at', Instant(), nullable=False),
        sa.Column('reached', sa.BigInteger(), nullable=False),
        sa.Column('posted', sa.BigInteger(), nullable=False),
        sa.Column('reversed', sa.BigInteger(), nullable=False),
        sa.Column('counts', Json(), nullable=False),
        sa.Column('mapping', Json(), nullable=False),
        sa.Column('problem', Json(), nullable=True),
        sa.ForeignKeyConstraint(['book_id', 'digest'], ['bank_file.book_id', 'bank_file.digest'], name=op.f('fk_batch_book_id_digest')),
        sa.PrimaryKeyConstraint('book_id', 'batch_id', name=op.f('pk_batch')),
        info={'owner': 'book'}
    )
    op.create_index(op.f('ix_batch_book_id_digest'), 'batch', ['book_id', 'digest'], unique=False)
    op.create_table('method_account',
        sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('format', sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column('method', sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column('account_id', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['book_id', 'account_id'], ['account.book_id', 'account.account_id'], name=op.f('fk_method_account_book_id_account_id')),
        sa.ForeignKeyConstraint(['book_id'], ['book.book_id'], name=op.f('fk_method_account_book_id')),
        sa.PrimaryKeyConstraint('book_id', 'format', 'method', name=op.f('pk_method_account')),
        info={'owner': 'book'}
    )
    op.create_table('import_row',
        sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('batch_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('n', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('line', sa.BigInteger(), nullable=False),
        sa.Column('starts', sa.BigInteger(), nullable=True),
        sa.Column('ends', sa.BigInteger(), nullable=True),
        sa.Column('cells', Json(), nullable=False),
        sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
        sa.Column('identity', sa.LargeBinary(length=32), nullable=False),
        sa.Column('bank_id', sa.String(length=200), nullable=False),
        sa.Column('on_day', sa.Date(), nullable=True),
        sa.Column('direction', sa.String(length=40), nullable=False),
        sa.Column('minor', sa.BigInteger(), nullable=True),
        sa.Column('currency', sa.String(length=3), nullable=False),
        sa.Column('fee', sa.BigInteger(), nullable=False),
        sa.Column('what', sa.String(length=40), nullable=False),
        sa.Column('source', sa.String(length=200), nullable=False),
        sa.Column('target', sa.String(length=200), nullable=False),
        sa.Column('payee', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('kind', sa.String(length=200), nullable=False),
        sa.Column('refers', sa.String(length=200), nullable=False),
        sa.Column('decision', sa.String(length=40), nullable=False),
        sa.Column('problem', sa.String(length=80), nullable=True),
        sa.Column('at_column', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('facts', Json(), nullable=True),
        sa.Column('category_id', sa.BigInteger(), nullable=True),
        sa.Column('is_guess', sa.Boolean(), nullable=False),
        sa.Column('source_id', sa.BigInteger(), nullable=True),
        sa.Column('target_id', sa.BigInteger(), nullable=True),
        sa.Column('twin_id', sa.BigInteger(), nullable=True),
        sa.Column('entry_id', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['book_id', 'batch_id'], ['batch.book_id', 'batch.batch_id'], name=op.f('fk_import_row_book_id_batch_id')),
        sa.ForeignKeyConstraint(['book_id', 'entry_id'], ['entry.book_id', 'entry.entry_id'], name=op.f('fk_import_row_book_id_entry_id')),
        sa.PrimaryKeyConstraint('book_id', 'batch_id', 'n', name=op.f('pk_import_row')),
        info={'owner': 'book'}
    )
    op.create_index(op.f('ix_import_row_book_id_bank_id'), 'import_row', ['book_id', 'bank_id'], unique=False)
    op.create_index(op.f('ix_import_row_book_id_entry_id'), 'import_row', ['book_id', 'entry_id'], unique=False)
    op.create_table('seen_row',
        sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('identity', sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column('batch_id', sa.BigInteger(), nullable=False),
        sa.Column('entry_id', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['book_id', 'batch_id'], ['batch.book_id', 'batch.batch_id'], name=op.f('fk_seen_row_book_id_batch_id')),
        sa.ForeignKeyConstraint(['book_id', 'entry_id'], ['entry.book_id', 'entry.entry_id'], name=op.f('fk_seen_row_book_id_entry_id')),
        sa.PrimaryKeyConstraint('book_id', 'identity', name=op.f('pk_seen_row')),
        info={'owner': 'book'}
    )
    op.create_index(op.f('ix_seen_row_book_id_batch_id'), 'seen_row', ['book_id', 'batch_id'], unique=False)
    give_to("book", *TABLES)


def downgrade() -> None:
    """Take the tables away again, children first; their policies go with them."""
    for table in reversed(TABLES):
        op.drop_table(table)
