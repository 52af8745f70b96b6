"""The demo's books: opening each for the cast, and recording what happened up to a day.

How far a book has come is read from its own log: the last day a job recorded on. So the same day adds nothing, a
later day adds the days between, and what a visitor recorded stays as it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from ledger.domain.believable.cast import CURRENCY, GHOSTS, ZONE, Story
from ledger.domain.believable.happening import Coming, Happening
from ledger.domain.believable.recording import entry_of
from ledger.domain.believable.trip import YEN_RATE
from ledger.domain.books.account import Account
from ledger.domain.books.book import Book, Member, Seat
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.people.person import Person
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule_text import read_rule
from ledger.kernel.canonical import digest
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import new_id
from ledger.kernel.money import Money
from ledger.kernel.period import Period
from ledger.plumbing.clock import zone_info
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.services.planning.demo import limit
from ledger.store.books import accounts, books, lived, log, rates
from ledger.store.planning import scheduled

JOB = "job"
_EVENING = time(21, 0)


@dataclass(frozen=True, slots=True)
class Lived:
    """A book of the demo: its story, the evening its log begins, and the last day recorded in it."""

    story: Story
    book: Book
    since: date
    until: date


def find(session: Session, story: Story, owner: Person) -> Lived | None:
    """The book of a story, if its owner still keeps it: the first they own of its scene."""
    owned = [book_id for book_id, member in books.memberships(session, owner.person_id).items()
             if member.role == "owner"]
    known = books.load(session, owned)
    book = next((known[one] for one in owned if one in known and known[one].scene == story.scene), None)
    began = lived.began(session, book.book_id) if book else None
    if book is None or began is None:
        return None
    since = began.astimezone(zone_info(ZONE)).date()
    until = lived.recorded_until(session, book.book_id)
    return Lived(story, book, since, until.astimezone(zone_info(ZONE)).date() if until else since)


def open_story(session: Session, story: Story, people: Mapping[str, Person], start: date, today: date) -> None:
    """Open a story's book the evening before it begins: members, cards, what places held, what is to come."""
    since = story.begins(start) - timedelta(days=1)
    now = _instant(datetime.combine(since, _EVENING))
    owner = people[story.owner]
    seat = opening.open_book(session, owner.person_id, owner.name, story.scene, story.name, now, currency=CURRENCY,
                             zone=ZONE, actor_kind=JOB)
    for key, role in story.members:
        _join(session, seat, people.get(key), GHOSTS.get(key, ""), role, now)
    _open_accounts(session, seat, story, now)
    one = Lived(story, seat.book, since, since)
    begun = [Happening(since, _EVENING.hour, 0, Verb.OPENING, minor, CURRENCY, key, recorder=story.owner,
                       payee=story.opened_with.get(key, ""))
             for key, minor in story.opening.items() if minor]
    record(session, one, people, begun, now)
    _plan(session, seat, story, today, now)
    members = _seats(session, one, people)[1]
    limit(session, seat, story.key, _by_key(session, seat.book_id), members, story.begins(start), today, now)


def told(one: Lived, start: date, until: date) -> list[Happening]:
    """What is still to be recorded in a book up to a day, in the order it was recorded."""
    happened = one.story.lived(Period(start, until + timedelta(days=1)))
    return sorted((h for h in happened if one.until < h.recorded.date() <= until), key=lambda h: h.recorded)


def record(session: Session, one: Lived, people: Mapping[str, Person], happened: Iterable[Happening],
           latest: datetime) -> int:
    """Record happenings as their recorders did, none later than `latest`; how many.

    What no longer fits the book (an account put away, a closed month) is left out.
    """
    seats, ids = _seats(session, one, people)
    by_key = _by_key(session, one.book.book_id)
    count = 0
    for happening in happened:
        seat = seats.get(happening.recorder, seats[one.story.owner])
        at = min(_instant(happening.recorded), latest)
        try:
            entry = entry_of(happening, by_key, ids)
            bookkeeping.record(session, seat, entry, at, rate=_rate(session, seat, entry))
        except HouseError:
            continue
        count += 1
    return count


def move_on(session: Session, one: Lived, people: Mapping[str, Person], today: date, now: datetime) -> None:
    """Let what the story planned and what has fallen due since wait for its next day."""
    seat = _seats(session, one, people)[0][one.story.owner]
    next_days = {coming.name: coming.next_day for coming in one.story.coming(today)}
    for was in scheduled.load(session, seat.book_id):
        if was.name in next_days and was.next_day is not None and was.next_day <= today:
            item = replace(was, next_day=next_days[was.name])
            salt = scheduled.salt_of(session, seat.book_id, was.item_id) or b""
            scheduled.save(session, seat.book_id, item, was=was.version)
            _log(session, seat, now, "scheduled", item.item_id, digest(salt, item.content()))


def _plan(session: Session, seat: Seat, story: Story, today: date, now: datetime) -> None:
    by_key = _by_key(session, seat.book_id)
    for coming in story.coming(today):
        item, salt = _item(coming, by_key), secrets.token_bytes(16)
        scheduled.add(session, seat.book_id, item, salt)
        _log(session, seat, now, "scheduled", item.item_id, digest(salt, item.content()))


def _join(session: Session, seat: Seat, person: Person | None, ghost: str, role: str, now: datetime) -> None:
    member = Member(new_id(), person.name if person else ghost, role, person.person_id if person else None)
    salt = secrets.token_bytes(16)
    books.add_member(session, seat.book_id, member, salt, now)
    _log(session, seat, now, "member", member.member_id, digest(salt, member.content()))


def _open_accounts(session: Session, seat: Seat, story: Story, now: datetime) -> None:
    """The places the story holds money in that its scene leaves shut, and what the card's bank told."""
    by_key = _by_key(session, seat.book_id)
    scene = opening.scenes()[story.scene]
    shut = tuple(replace(item, opened=True) for item in scene.accounts
                 if item.key in story.opening and item.key not in by_key)
    for account in opening.accounts_of(replace(scene, accounts=shut, categories=())):
        opening.add_account(session, seat, account, now)
    card = by_key.get("credit_card")
    if story.card and card:
        opening.amend_account(session, seat, replace(card, card=story.card), card.version, now)


def _seats(session: Session, one: Lived, people: Mapping[str, Person]) -> tuple[dict[str, Seat], dict[str, int]]:
    """The seats of those with a sign-in, acting as a job, and the member ids of everybody, by their keys."""
    book = books.load(session, [one.book.book_id])[one.book.book_id]
    known = [member for member in books.members(session, book.book_id) if not member.left]
    by_person = {member.person_id: member for member in known if member.person_id is not None}
    ghosts = {member.name: member.member_id for member in known if member.person_id is None}
    found = {key: by_person[person.person_id] for key, person in people.items() if person.person_id in by_person}
    seats = {key: Seat(book, member, member.member_id, JOB) for key, member in found.items()}
    ids = {key: member.member_id for key, member in found.items()}
    return seats, ids | {key: ghosts[name] for key, name in GHOSTS.items() if name in ghosts}


def _by_key(session: Session, book_id: int) -> dict[str, Account]:
    return {one.pack_key: one for one in accounts.load(session, book_id).values() if one.pack_key}


def _rate(session: Session, seat: Seat, entry: Entry) -> Decimal | None:
    """A rate to give along where nobody knows one for the day."""
    home = seat.book.home_currency
    foreign = {posting.currency for posting in entry.postings} - {home}
    unknown = [one for one in foreign if rates.rate_on(session, seat.book_id, one, home, entry.on) is None]
    return Decimal(YEN_RATE) if unknown else None


def _item(coming: Coming, by_key: Mapping[str, Account]) -> Scheduled:
    account, target = by_key[coming.account].account_id, by_key[coming.target].account_id
    rule = read_rule(coming.rule).rule if coming.rule else None
    return Scheduled(new_id(), coming.name, coming.verb, account, target, Money(coming.minor, CURRENCY),
                     coming.next_day, Repeats(coming.repeats), coming.anchor, rule=rule)


def _instant(local: datetime) -> datetime:
    """The instant of a local time of the cast, in UTC as every instant is kept."""
    return local.replace(tzinfo=zone_info(ZONE)).astimezone(UTC)


def _log(session: Session, seat: Seat, now: datetime, kind: str, subject: int, told: bytes) -> None:
    head = log.lock(session, seat.book_id)
    log.append(session, seat.book_id, head, log.Act(now, seat.actor, JOB, "arrange", kind, (subject,), told))
