"""Books of many entries, written in chunks through the same door as an import's."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from tests.cast import NOW, TODAY, named

CHUNK = 5_000
RARE = "晚饭火锅"
"""What one entry in a thousand says."""

_NOTES = ("午饭", "地铁回家", "超市买菜", "lunch", "coffee beans", "话费")
_CATEGORIES = ("dining", "transport", "groceries")


def fill(session: Session, seat: Seat, count: int, *, per_day: int = 20) -> None:
    """Let `count` expenses stand, `per_day` on each day back from today."""
    place = named(session, seat, "wechat").account_id
    categories = [named(session, seat, key).account_id for key in _CATEGORIES]
    for start in range(0, count, CHUNK):
        chunk = [
            _made(n, TODAY - timedelta(days=n // per_day), place, categories[n % len(categories)], seat)
            for n in range(start, min(start + CHUNK, count))
        ]
        entries.append(session, seat.book_id, chunk)
        entries.stand(session, seat.book_id, chunk)


def _made(n: int, on: date, place: int, category: int, seat: Seat) -> Kept:
    minor = 1_000 + n % 900
    words = Words(note=RARE if n % 1_000 == 999 else f"{_NOTES[n % len(_NOTES)]} {n}")
    postings = (Posting(category, minor, "CNY", minor), Posting(place, -minor, "CNY", -minor))
    entry_id = new_id()
    return Kept(
        entry_id,
        Entry(on, Verb.EXPENSE, postings, words),
        1,
        seat.member.member_id,
        None,
        NOW,
        thing_id=entry_id,
        version=1,
        salt=b"s" * 16,
        words_digest=words.digest(b"w" * 16),
        words_salt=b"w" * 16,
    )
