"""Books grown at random from a seed: every shape of entry, odd names, currencies of no, two, three and four digits.

What is recorded is put right, taken back and brought again; some of it waits, is kept private, or has no rate yet.
"""

from __future__ import annotations

import random
import secrets
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Status, Verb, Words, with_home_values
from ledger.domain.books.sums import tallies
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import new_id
from ledger.kernel.limits import LINE_MAX
from ledger.kernel.money import Money
from ledger.plumbing.db import Database, Session
from ledger.services.books import bookkeeping, opening
from ledger.store.books import accounts, books, entries, log, sums
from tests.cast import NOW, join, person

START, DAYS = date(2026, 1, 20), 300
CURRENCIES = ("CNY", "JPY", "KWD", "CLF", "USD", "VND")
NAMES = (
    "现金",
    "現金",
    "Food",
    "food",
    "  two  blanks ",
    "A:B;C",
    "(all)",
    "[x] \"y\" 'z'",
    "😀",
    "=1+1",
    "Été 2026",
    "١٢",
    "; no",
    "a\u00a0b",
    "ﬃ",
    "ß",
    "@home = 5",
    "长" * LINE_MAX,
    "!",
    "Dining | out",
    "ไทย",
    "İstanbul",
    "e\u0301te",
)
SAID = (
    "",
    "",
    "lunch",
    "午饭",
    '"quoted" \\ back',
    "a; b | c, d: e",
    "two\nlines\n\n",
    '=HYPERLINK("x")',
    "'tis",
    "😀 fin",
    "date: 2026-99-99",
    "[2026-99-99]",
    "(code) * ! text",
    "  blanks  ",
    "\ttab",
    "+1",
    "-1",
    "x" * 300,
    "#tag ^link",
    "\u202eright to left",
    "@@ 5 CNY",
    "{cost}",
    "%",
    "; ;",
    "note\n" * 70,
)


def grown(database: Database, seed: int, deeds: int = 40) -> list[Seat]:
    """A book of its own people: the seats it is read from, its owner's first."""
    dice = random.Random(seed)
    with database.transaction() as session:
        owner = person(session, f"Mei{secrets.token_hex(6)}")
        seat = opening.open_book(
            session,
            owner,
            "Mei",
            dice.choice(["household", "travel", "small_business"]),
            dice.choice(["Home", '账本 "一"; x', "=1+1"]),
            NOW,
            currency=dice.choice(("CNY", "CNY", "JPY", "KWD", "CLF")),
            zone="Asia/Shanghai",
        )
        seats = [seat]
        if dice.random() < 0.4:
            seats.append(join(session, seat, f"Jun, 君;{secrets.token_hex(4)}", "partner"))
        _add_accounts(session, seat, dice)
        grower = Grower(dice, seats, accounts.load(session, seat.book_id))
        for _ in range(dice.randrange(deeds)):
            grower.step(session)
    return seats


def _add_accounts(session: Session, seat: Seat, dice: random.Random) -> None:
    """Accounts of odd names beside those of the scene, some below others, some put away."""
    made: list[Account] = []
    for n, name in enumerate(dice.sample(NAMES, 9)):
        kind = dice.choice([Kind.ASSET, Kind.EXPENSE, Kind.EXPENSE, Kind.INCOME, Kind.LIABILITY])
        above = dice.choice([kind.value, f"{kind.value}:g_{n % 2}", *(one.code for one in made if one.kind is kind)])
        code = f"{above}:{dice.choice(['food', 'x__', '9', '_', 'cash'])}{n}"
        if code.count(":") <= 3:
            purpose = Purpose.CASH if kind is Kind.ASSET else Purpose.DISCRETIONARY
            made.append(Account(new_id(), code, kind, purpose, {"en": name}, closed=dice.random() < 0.1))
    accounts.add(session, seat.book_id, [(one, b"s" * 16) for one in made])


class Grower:
    """Random deeds in one book."""

    def __init__(self, dice: random.Random, seats: list[Seat], known: dict[int, Account]) -> None:
        self.dice, self.seats, self.known = dice, seats, [one for one in known.values() if not one.closed]
        self.home = seats[0].book.home_currency
        self.things: list[int] = []
        self.exchange = next(one for one in self.known if one.code == "equity:exchange")
        self.opening = next(one for one in self.known if one.code == "equity:opening")

    def step(self, session: Session) -> None:
        """One deed; one the books refuse changes nothing."""
        weights = {self.record: 60, self.amend: 12, self.take_back: 8, self.restore: 5, self.unvalued: 6}
        try:
            self.dice.choices([*weights], [*weights.values()])[0](session, self.dice.choice(self.seats))
        except HouseError:
            return

    def record(self, session: Session, seat: Seat) -> None:
        done = bookkeeping.record(session, seat, self.entry(), NOW, rate=self.rate())
        assert done.stands is not None
        self.things.append(done.stands.thing_id)

    def amend(self, session: Session, seat: Seat) -> None:
        kept = self.one(session, seat)
        if kept is not None:
            bookkeeping.amend(session, seat, kept.thing_id, kept.version, self.entry(), NOW, rate=self.rate())

    def take_back(self, session: Session, seat: Seat) -> None:
        kept = self.one(session, seat)
        if kept is not None:
            bookkeeping.take_back(session, seat, kept.thing_id, kept.version, NOW)

    def restore(self, session: Session, seat: Seat) -> None:
        if self.things:
            bookkeeping.restore(session, seat, self.dice.choice(self.things), NOW)

    def unvalued(self, session: Session, seat: Seat) -> None:
        """An entry no rate is known for, written as an import writes one."""
        entry = self.entry()
        entry = replace(entry, postings=with_home_values(entry.postings, self.home, lambda _code: None))
        head, book = log.lock(session, seat.book_id), seat.book_id
        entry_id, salt = new_id(), b"s" * 16
        kept = entries.Kept(
            entry_id,
            entry,
            head.seq + 1,
            seat.member.member_id,
            None,
            NOW,
            entry_id,
            1,
            salt,
            entry.words.digest(salt),
            salt,
        )
        entries.append(session, book, [kept])
        entries.stand(session, book, [kept])
        known = accounts.load(session, book)
        sums.change(session, book, tallies([bookkeeping.moved(kept, known)]))
        log.append(
            session,
            book,
            head,
            log.Act(NOW, seat.actor, "job", "import", "batch", (), bookkeeping.content_digest(kept), batch=1),
        )
        self.things.append(entry_id)

    def one(self, session: Session, seat: Seat) -> entries.Kept | None:
        found = entries.standing_of(session, seat.book_id, self.dice.choice(self.things)) if self.things else None
        mine = found is not None and found.recorder == seat.member.member_id
        return found if mine or (found and found.entry.visibility == "book") else None

    def rate(self) -> Decimal:
        return Decimal(self.dice.randrange(1, 90_000)).scaleb(self.dice.choice([-5, -4, -3]))

    def entry(self) -> Entry:
        """Any shape of entry. Its words, who it is for and how it is seen are drawn too."""
        dice, shape = (
            self.dice,
            self.dice.choice(["spent", "spent", "shared", "got", "moved", "exchanged", "opened", "lines"]),
        )
        postings = getattr(self, f"_{shape}")()
        status = Status.PENDING if dice.random() < 0.1 else Status.POSTED
        seen = "private" if dice.random() < 0.1 else "book"
        words = Words(dice.choice(SAID)[:LINE_MAX].replace("\n", " "), dice.choice(SAID))
        on = START + timedelta(days=dice.randrange(DAYS))
        return Entry(on, dice.choice(list(Verb)), postings, words, status, seen)

    def money(self) -> Money:
        currency = self.dice.choice((self.home, self.home, self.home, *CURRENCIES))
        return Money(
            self.dice.choice([1, 2, 3, 7, self.dice.randrange(1, 10**6), self.dice.randrange(1, 10**13)]), currency
        )

    def _spent(self) -> tuple[Posting, ...]:
        total = self.money()
        parts = [one for one in total.split([self.dice.randrange(9) for _ in range(self.dice.randrange(1, 5))]) if one]
        return compose.spent(self.place(), [(self.of(Kind.EXPENSE), one) for one in parts or [total]])

    def _shared(self) -> tuple[Posting, ...]:
        into, *rest = self._spent()
        members = [seat.member.member_id for seat in self.seats]
        parts = Money(into.minor, into.currency).split([1] * len(members))
        shares = tuple((who, part.minor) for who, part in zip(members, parts, strict=True))
        return replace(into, shares=shares, payer=members[0], beneficiary=members[-1], quantity="1.5", unit="kg"), *rest

    def _got(self) -> tuple[Posting, ...]:
        return compose.received(self.place(), [(self.of(Kind.INCOME), self.money())])

    def _moved(self) -> tuple[Posting, ...]:
        return compose.moved(self.place(), self.place(), self.money())

    def _exchanged(self) -> tuple[Posting, ...]:
        sold = self.money()
        bought = replace(self.money(), currency=self.home)
        return compose.exchanged(self.place(), sold, self.place(), bought, self.exchange)

    def _opened(self) -> tuple[Posting, ...]:
        amount = self.money()
        return compose.opened(self.place(), -amount if self.dice.random() < 0.3 else amount, self.opening)

    def _lines(self) -> tuple[Posting, ...]:
        """Lines of any accounts, one of them of nothing."""
        total = self.money()
        parts = total.split([self.dice.randrange(5) for _ in range(4)])
        lines = [Posting(self.dice.choice(self.known).account_id, one.minor, one.currency) for one in parts]
        return *lines, Posting(self.place().account_id, -total.minor, total.currency)

    def of(self, kind: Kind) -> Account:
        return self.dice.choice([one for one in self.known if one.kind is kind])

    def place(self) -> Account:
        return self.dice.choice([one for one in self.known if one.is_place and one.currency is None])


def members_see_all(session: Session, seats: list[Seat]) -> bool:
    """Whether nobody but the owner keeps something private."""
    return len(books.members(session, seats[0].book_id)) == 1
