"""A scene's own questions: which a book asks, what was answered last, and which answer is below the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.books.book import Seat
from ledger.domain.books.scene import SceneField
from ledger.domain.papers import particular
from ledger.domain.papers.particular import falls
from ledger.plumbing.db import Session
from ledger.services.books import opening
from ledger.store.books.entries import Kept
from ledger.store.papers import answers

OFFERED_MAX = 5
"""Earlier answers offered again for one question."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """An answer below the one before, of a question whose answers only rise."""

    question: SceneField
    before: str
    now: str


def questions(seat: Seat) -> dict[str, SceneField]:
    """Every question of a book's scene by its key."""
    scene = opening.scenes().get(seat.book.scene)
    return {one.key: one for one in scene.fields} if scene else {}


def asked(seat: Seat, verb: str) -> tuple[SceneField, ...]:
    """The questions a book asks when this is said."""
    return particular.asked(opening.scenes().get(seat.book.scene), verb)


def last(session: Session, seat: Seat, about: Iterable[SceneField]) -> Mapping[str, tuple[str, ...]]:
    """The last different answers to each of these questions that remembers, latest first."""
    wanted = [one.key for one in about if one.remember]
    if not wanted:
        return {}
    given = answers.latest(session, seat.book_id, seat.member.member_id)
    return {
        key: tuple(dict.fromkeys(one.fields[key] for one in given if key in one.fields))[:OFFERED_MAX] for key in wanted
    }


def fallen(session: Session, seat: Seat, kept: Kept) -> list[Fallen]:
    """What an entry answers below the entry before it; it stands all the same."""
    said = dict(kept.entry.words.fields)
    rising = [one for one in questions(seat).values() if one.rises and one.key in said]
    if not rising:
        return []
    given = answers.latest(session, seat.book_id, seat.member.member_id)
    earlier = [one for one in given if one.entry_id != kept.entry_id and one.on <= kept.entry.on]
    before = {one.key: next((each.fields[one.key] for each in earlier if one.key in each.fields), "") for one in rising}
    return [Fallen(one, before[one.key], said[one.key]) for one in rising if falls(one, before[one.key], said[one.key])]
