"""Books of a given size, written through the store in chunks, as an import would."""

from __future__ import annotations

import random
import secrets
from datetime import timedelta

from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words, with_home_values
from ledger.domain.books.sums import tallies
from ledger.kernel.chain import joined
from ledger.kernel.ids import new_id
from ledger.kernel.money import Money
from ledger.plumbing.db import Database
from ledger.services.books.bookkeeping import content_digest, moved
from ledger.store.books import accounts, books, entries, log, sums
from ledger.store.books.entries import Kept
from tests.cast import NOW, TODAY, book

CHUNK = 2_000
PAYEES = ("盒马", "老街面馆", "地铁", "滴滴", "美团", "星巴克", "物业", "Corner shop", "药房", "书店")
NOTES = ("午饭", "早饭", "打车回家", "周末买菜", "咖啡", "weekly shop", "火锅", "电费", "")


def filled(database: Database, size: int, seed: int = 1) -> Seat:
    """A household with this many entries over ten years up to today."""
    dice = random.Random(seed)
    with database.transaction() as session:
        seat = book(session)
        known = accounts.load(session, seat.book_id)
        books.mark_used(session, seat.book_id)
    places = [a for a in known.values() if a.is_liquid]
    categories = [a for a in known.values() if a.kind == "expense"]
    for at in range(0, size, CHUNK):
        with database.transaction() as session:
            session.allow_books([seat.book_id])
            head = log.lock(session, seat.book_id)
            kept = [_kept(dice, seat, places, categories, head.seq + 1) for _ in range(min(CHUNK, size - at))]
            entries.append(session, seat.book_id, kept)
            entries.stand(session, seat.book_id, kept)
            sums.change(session, seat.book_id, tallies(moved(one, known) for one in kept))
            digest = joined([content_digest(one) for one in kept])
            log.append(session, seat.book_id, head, log.Act(
                NOW, seat.actor, "job", "import", "batch", (), digest, batch=1))
    return seat


def _kept(dice, seat, places, categories, seq) -> Kept:
    amount = Money(dice.randrange(100, 50_000), "CNY")
    postings = with_home_values(compose.spent(dice.choice(places), [(dice.choice(categories), amount)]), "CNY",
                                lambda _code: None)
    words = Words(dice.choice(PAYEES), dice.choice(NOTES))
    entry = Entry(TODAY - timedelta(days=dice.randrange(3650)), Verb.EXPENSE, postings, words)
    entry_id, salt = new_id(), secrets.token_bytes(16)
    return Kept(entry_id, entry, seq, seat.member.member_id, None, NOW, entry_id, 1, secrets.token_bytes(16),
                words.digest(salt), salt)
