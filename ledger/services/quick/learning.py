"""Learning from corrections: what a person changed of a reading wins the next time the same word is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from ledger.domain.books.book import Seat
from ledger.domain.books.said import Said
from ledger.domain.quick.lessons import lesson_of
from ledger.plumbing.db import Session
from ledger.services.books import quick
from ledger.store.quick import lessons


def learn(session: Session, seat: Seat, line: str, said: Said, today: date, now: datetime) -> None:
    """Keep what a person recorded otherwise than their line was read, for the payee or the word it came from.

    Nothing is learned from a line of several parts or paid by somebody else, nor from a move: there the words say where
    money went.
    """
    if not line or said.parts or said.paid_by is not None:
        return
    reading = quick.understand(session, seat, line, today)
    found = lesson_of(replace(reading, payee=said.payee or reading.payee), said.verb, said.category, said.account)
    if found is not None:
        word, lesson = found
        lessons.keep(session, seat.book_id, seat.member.member_id, word, lesson, now)
