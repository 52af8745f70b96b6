"""A process that imports a file, or takes its import back, until it is done or killed.

Called with a database, a book, `import` or `undo`, and a file. It says "ready" once it is about to begin, so that
whoever kills it can aim.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ledger.domain.books.book import Seat
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.db import Database, Session
from ledger.services.files import wholes
from ledger.store.books import books
from ledger.store.files import batches

LIMIT = 250
"""Entries a chunk: small, so that there are many places to be killed between."""


def main(url: str, book: str, deed: str, path: str) -> None:
    """Do the deed in small chunks."""
    database, book_id = Database(url), read_id(book)

    def seated(session: Session) -> Seat:
        found = books.load(session, [book_id])[book_id]
        owner = books.members(session, book_id)[0]
        return Seat(found, owner, owner.member_id, "operator")

    content = Path(path).read_bytes()
    print("ready", flush=True)
    if deed == "import":
        wholes.import_whole(database, seated, wholes.Asked("bill.csv", content), clock.now(), LIMIT)
        return
    with database.transaction(write=False) as session:
        seated(session)
        # One killed after its last chunk was done all the same: the next import is another batch, of duplicates.
        begun = [batch.batch_id for batch in batches.latest(session, book_id, 99)]
    for batch_id in begun:
        wholes.undo_whole(database, seated, batch_id, clock.now(), LIMIT)


if __name__ == "__main__":
    main(*sys.argv[1:])
