"""Quick entry: what the sheet offers before anything is typed, and what a typed line means in one book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.books.search import folded
from ledger.domain.names.name import Sort
from ledger.domain.quick.habit import Habit, Past, habit_of, habits_of, payee_habits
from ledger.domain.quick.lexicon import Known, Lesson, Lexicon, PayeeHabit
from ledger.domain.quick.line import Reading, read_line
from ledger.domain.quick.suggest import Moment, Repeat, by_use, rank_categories, repeats, usual_account
from ledger.domain.quick.typed import fold, names_in
from ledger.kernel.errors import Missing
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.services.past import knowing
from ledger.store.books import accounts as account_rows
from ledger.store.books import books, log
from ledger.store.books import habits as habit_rows
from ledger.store.names import kept as name_rows
from ledger.store.quick import lessons

PAYEES_MAX = 40
"""Payees offered while one is typed."""

_CATCH_UP_MAX = 16
"""Deeds after which what is remembered is worked out anew instead of added to."""

_INCOMES = (Verb.INCOME, Verb.TAKINGS)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The newest entries a member sees, oldest first, what each taught (None where nothing), and of which state."""

    head: log.Head
    past: list[Past]
    habits: dict[int, Habit | None]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the sheet shows: categories likeliest first, the usual account, accounts by use, whole entries."""

    categories: list[Account]
    account: Account | None
    accounts: list[Account]
    repeats: tuple[Repeat, ...]
    payees: tuple[str, ...]


def sheet(
    session: Session, seat: Seat, today: date, hour: int, *, verb: Verb = Verb.EXPENSE,
    amount_minor: int | None = None, payee: str = "",
) -> Suggestions:
    """What to offer a member on a day, at an hour (0–23), for a verb, with what is typed so far.

    Where nothing is typed yet it is worked out once for each state of the book.
    """
    if amount_minor or payee:
        return _offered(session, seat, Moment(today, hour, amount_minor, payee, verb))
    key = ("sheet", seat.book_id, seat.member.member_id, seat.book.zone, today, hour, verb)
    head = log.head(session, seat.book_id)
    kept: tuple[log.Head, Suggestions] | None = session.remembered(key)
    if kept is not None and kept[0] == head:
        return kept[1]
    found = _offered(session, seat, Moment(today, hour, verb=verb))
    session.keep(key, (head, found))
    return found


def _offered(session: Session, seat: Seat, moment: Moment) -> Suggestions:
    verb, payee, today = moment.verb, moment.payee, moment.today
    known = accounts_in(session, seat)
    habits = _habits(session, seat, known, today, [folded(payee)[:LINE_MAX]] if payee else [])
    kind = Kind.INCOME if verb in _INCOMES else Kind.EXPENSE
    tiles = [one for one in known.values() if one.kind is kind and not one.closed]
    tiles.sort(key=lambda account: not account.is_first)
    moves = verb is Verb.TRANSFER
    ranked = [] if moves else rank_categories(habits, moment, [tile.account_id for tile in tiles])
    places = [one for one in known.values() if one.is_place and not one.closed]
    order = {account_id: at for at, account_id in enumerate(by_use(habits))}
    places.sort(key=lambda place: order.get(place.account_id, len(order)))
    said = name_rows.usual_of(session, seat.book_id, [folded(payee)[:LINE_MAX]]) if payee else {}
    usual = next(iter(said.values()), Lesson())
    if usual.category in ranked:
        ranked.sort(key=lambda one: one != usual.category)
    still_open = [one for one in habits if _open(known, one.category) and _open(known, one.account)]
    return Suggestions(
        categories=[known[one] for one in ranked],
        account=known[usual.account] if usual.account and _open(known, usual.account) else
        _usual(habits, ranked[0] if ranked else None, known),
        accounts=places, repeats=tuple(repeats(still_open, moment)), payees=_payees(habits))


def understand(session: Session, seat: Seat, text: str, today: date, *, currency: str = "") -> Reading:
    """What a line says in this book; an account it does not name is the usual one, marked as a guess.

    `currency` is what an amount without a mark is in, the book's own unless told.
    """
    known = accounts_in(session, seat)
    names = names_in(text)
    habits = _habits(session, seat, known, today, names)
    taught = {**name_rows.usual_of(session, seat.book_id, names),
              **lessons.about(session, seat.book_id, seat.member.member_id, names)}
    payees = {name: _taught(habit, taught.pop(folded(name), Lesson()), known)
              for name, habit in payee_habits(habits, today).items()}
    people = [one.name for one in books.members(session, seat.book_id) if one.name and not one.left]
    right = {word: Lesson(_if_open(known, one.category), _if_open(known, one.account))
             for word, one in taught.items()}
    projects, tags = (_names(session, seat, sort) if mark in fold(text) else []
                      for sort, mark in ((Sort.PROJECT, "@"), (Sort.TAG, "#")))
    lexicon = Lexicon.of(known, currency or seat.book.home_currency, payees, Known(people, projects, right, tags))
    reading = read_line(text, today, lexicon)
    if reading.category is None and reading.note and reading.verb is not Verb.TRANSFER:
        reading = replace(reading, category=_of_note(habits, reading, known))
    if reading.account is None and reading.verb is not Verb.TRANSFER:
        usual = _usual(habits, reading.category, known)
        reading = replace(reading, account=usual.account_id if usual else None)
    return reading


def understand_in_scene(text: str, today: date, accounts: Sequence[Account], currency: str) -> Reading:
    """What a line says in a book just opened, which has no habits yet."""
    return read_line(text, today, Lexicon.of({one.account_id: one for one in accounts}, currency, {}))


def owners_seat(session: Session, book_id: int) -> Seat:
    """The seat of a book's owner, whom an operator acts for. Raises: Missing."""
    book = books.load(session, [book_id]).get(book_id)
    owner = next((one for one in books.members(session, book_id) if one.role == "owner" and not one.left), None)
    if book is None or owner is None:
        raise Missing()
    return Seat(book, owner, owner.member_id, "operator")


def accounts_in(session: Session, seat: Seat) -> dict[int, Account]:
    """The accounts of a book that this seat sees, by id."""
    return _seen(seat, knowing.chart(session, seat))


def accounts_named(session: Session, seat: Seat, ids: Iterable[int]) -> dict[int, Account]:
    """Those of these accounts that are in the book and that this seat sees, by id."""
    return _seen(seat, account_rows.some(session, seat.book_id, ids))


def _seen(seat: Seat, accounts: Mapping[int, Account]) -> dict[int, Account]:
    return {account_id: account for account_id, account in accounts.items()
            if account.visibility == "book" or account.owner == seat.member.member_id}


def _habits(
    session: Session, seat: Seat, known: Mapping[int, Account], today: date, payee_keys: Sequence[str]
) -> list[Habit]:
    """The newest habits, and behind them what else is remembered of the payees asked about, oldest first."""
    newest = _remembered(session, seat, known, today)
    found = list(newest.habits.values())
    habits = [one for one in found if one is not None]
    if payee_keys and newest.past:
        payees = habit_rows.payees_named(session, seat.book_id, payee_keys)
        far = habit_rows.with_payees(session, seat.book_id, seat.member.member_id, payees, today)
        further = [one for one in far if one.on < newest.past[0].on]
        habits = [*habits_of(further, known, clock.zone_info(seat.book.zone)), *habits]
    return habits


def _remembered(session: Session, seat: Seat, known: Mapping[int, Account], today: date) -> _Remembered:
    """What the newest entries taught, worked out once for each state of the book.

    The hash of the log's head names that state. Where nothing but recording happened since it was worked out, only
    the entries recorded since are read; after any other deed everything is read anew.
    """
    me, zone = seat.member.member_id, clock.zone_info(seat.book.zone)
    key, head = ("habits", seat.book_id, me, today, seat.book.zone), log.head(session, seat.book_id)
    kept: _Remembered | None = session.remembered(key)
    if kept is not None and kept.head == head:
        return kept
    since = None if kept is None else _recorded_since(session, seat, kept.head, head)
    if kept is None or since is None:
        past, taught = habit_rows.newest(session, seat.book_id, me, today), {}
    else:
        fresh = habit_rows.first_versions(session, seat.book_id, me, since, today)
        both = {one.entry_id: one for one in (*kept.past, *fresh)}.values()
        past = sorted(both, key=lambda one: (one.on, one.entry_id))[-habit_rows.REMEMBERED:]
        taught = kept.habits
    habits = {one.entry_id: taught[one.entry_id] if one.entry_id in taught else habit_of(one, known, zone)
              for one in past}
    found = _Remembered(head, past, habits)
    session.keep(key, found)
    return found


def _recorded_since(session: Session, seat: Seat, before: log.Head, now: log.Head) -> list[int] | None:
    """The entries recorded one by one between two states of the log; None where something else happened, or much."""
    if not 0 < now.seq - before.seq <= _CATCH_UP_MAX:
        return None
    deeds = [deed for deed, _ in log.page(session, seat.book_id, after=before.seq, limit=_CATCH_UP_MAX)]
    is_plain = all(one.deed == "record" and one.subject_kind == "entry" and one.batch is None for one in deeds)
    if not is_plain or deeds[0].previous != before.hash:
        return None
    return [entry_id for one in deeds for entry_id in one.subjects]


def _usual(habits: Sequence[Habit], category: int | None, known: Mapping[int, Account]) -> Account | None:
    open_habits = [habit for habit in habits if _open(known, habit.account)]
    found = usual_account(open_habits, category)
    return known[found] if found is not None else None


def _of_note(habits: Sequence[Habit], reading: Reading, known: Mapping[int, Account]) -> int | None:
    """The category of the last entry with the same note: a guess, and `unsure` already says so."""
    note = folded(reading.note)
    alike = (habit.category for habit in reversed(habits)
             if habit.verb is reading.verb and folded(habit.note) == note and _open(known, habit.category))
    return next(alike, None)


def _taught(habit: PayeeHabit, lesson: Lesson, known: Mapping[int, Account]) -> PayeeHabit:
    """What is usual with a payee, as this person put it right."""
    category, account = _if_open(known, lesson.category), _if_open(known, lesson.account)
    right = frozenset(name for name, one in (("category", category), ("account", account)) if one is not None)
    verb = habit.verb if category is None else Verb.INCOME if known[category].kind is Kind.INCOME else Verb.EXPENSE
    return PayeeHabit(verb, category or habit.category, account or habit.account, habit.unsure - right)


def _names(session: Session, seat: Seat, sort: Sort) -> list[str]:
    """What open projects or tags are called, the newest first."""
    return [one.name for one in name_rows.load(session, seat.book_id, sort).values() if not one.closed]


def _if_open(known: Mapping[int, Account], account_id: int | None) -> int | None:
    return account_id if _open(known, account_id) else None


def _payees(habits: Sequence[Habit]) -> tuple[str, ...]:
    newest_first = dict.fromkeys(habit.payee for habit in reversed(habits) if habit.payee)
    return tuple(newest_first)[:PAYEES_MAX]


def _open(known: Mapping[int, Account], account_id: int | None) -> bool:
    account = known.get(account_id or 0)
    return account is not None and not account.closed
