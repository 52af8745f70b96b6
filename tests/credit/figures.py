"""Lives in figures: a salary, a rent, a card with its statements, a loan, told by months for every test of credit.

A life is written as entries and told by the same reckoning that the door uses, so that signs, statements and counts
are the house's own. Money is minor units of CNY.

    life = Life().earns(1_000_000).rents(300_000).spends_daily(12_000).owes_on_card(1_200_000, pays=110_000)
    figures = life.figures()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Posting
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.reports import figures as reckoning
from ledger.kernel.figures import Figures
from ledger.kernel.money import Money
from ledger.kernel.period import add_months
from ledger.kernel.terms import CardTerms, LoanTerms

TODAY = date(2026, 11, 21)
CARD = CardTerms(limit=3_000_000, statement_day=5, due_day=25, minimum_bps=500, minimum_floor=5_000, rate_bps=1_825)
DAILY_PER_10000 = 5
EMPLOYER = 1
_SHAPES = {
    "bank": (Kind.ASSET, Purpose.BANK), "wallet": (Kind.ASSET, Purpose.WALLET), "cash": (Kind.ASSET, Purpose.CASH),
    "fund": (Kind.ASSET, Purpose.FUND), "deposit": (Kind.ASSET, Purpose.DEPOSIT),
    "card": (Kind.LIABILITY, Purpose.CARD), "loan": (Kind.LIABILITY, Purpose.LOAN),
    "opening": (Kind.EQUITY, Purpose.OPENING),
    "salary": (Kind.INCOME, Purpose.SALARY), "sales": (Kind.INCOME, Purpose.BUSINESS_INCOME),
    "rent": (Kind.EXPENSE, Purpose.RENT), "essential": (Kind.EXPENSE, Purpose.ESSENTIAL),
    "other": (Kind.EXPENSE, Purpose.DISCRETIONARY), "interest": (Kind.EXPENSE, Purpose.INTEREST),
    "late_fee": (Kind.EXPENSE, Purpose.LATE_FEE), "cash_advance": (Kind.EXPENSE, Purpose.CASH_ADVANCE),
}


@dataclass
class Life:
    """A book that begins `months` whole months before the month of `on`, with `held` in the bank."""

    on: date = TODAY
    months: int = 14
    held: int = 3_000_000
    scene: str = "household"
    book: int = 7
    revision: int = 1
    accounts: dict[str, Account] = field(default_factory=dict)
    entries: list[reckoning.Known] = field(default_factory=list)
    planned: list[Scheduled] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = add_months(self.on.replace(day=1), -self.months)
        self.moves(self.began, "opening", "bank", self.held)

    def days(self) -> Iterator[date]:
        """Every day of the life."""
        return (self.began + timedelta(days=n) for n in range((self.on - self.began).days + 1))

    def monthly(self, day: int) -> Iterator[date]:
        """That day of every month of the life."""
        return (one for one in self.days() if one.day == add_months(one.replace(day=1), 0, day).day)

    def account(self, name: str) -> Account:
        """The account of a name, whose part before a digit tells its shape: `bank`, `bank2`."""
        if name not in self.accounts:
            kind, purpose = _SHAPES[name.rstrip("0123456789")]
            self.accounts[name] = Account(
                len(self.accounts) + 1, f"{kind.value}:{name}", kind, purpose, {"en": name}, "CNY")
        return self.accounts[name]

    def moves(self, day: date, source: str, target: str, minor: int, payer: int | None = None) -> Life:
        """Money from one account to another; nothing where it is nothing."""
        if minor:
            self.books(day, ((target, minor), (source, -minor)), payer)
        return self

    def books(self, day: date, lines: tuple[tuple[str, int], ...], payer: int | None = None) -> Life:
        """One entry of several lines."""
        self.entries.append(reckoning.Known(
            len(self.entries) + 1, day, datetime(day.year, day.month, day.day, 4, tzinfo=UTC), None, payer,
            tuple(Posting(self.account(name).account_id, minor, "CNY", minor) for name, minor in lines)))
        return self

    def earns(self, minor: int, day: int = 15, payer: int = EMPLOYER) -> Life:
        """A salary on a day of every month."""
        for one in self.monthly(day):
            self.moves(one, "salary", "bank", minor, payer)
        return self

    def rents(self, minor: int, day: int = 1) -> Life:
        """A rent on a day of every month."""
        for one in self.monthly(day):
            self.moves(one, "bank", "rent", minor)
        return self

    def spends_daily(self, minor: int, kind: str = "essential", place: str = "bank") -> Life:
        """The same spending every day."""
        for one in self.days():
            self.moves(one, place, kind, minor)
        return self

    def owes_on_card(self, owed: int = 1_200_000, pays: int = 110_000, buys: int = 0, terms: CardTerms = CARD,
                     name: str = "card") -> Life:
        """A card that opens with a debt, bears interest on it, and is paid `pays` (everything: 0) each due day.

        `buys` is bought with it on the tenth of every month.
        """
        self.accounts[name] = replace(self.account(name), card=terms)
        balance, summed, billed = owed, 0, 0
        self.moves(self.began, name, "opening", owed)
        for one in self.days():
            if one.day == 10:
                self.moves(one, name, "other", buys)
                balance += buys
            if one.day == terms.due_day and one.day > (terms.statement_day or 0):
                paid = min(billed, pays or billed)
                self.moves(one, "bank", name, paid)
                balance -= paid
            summed += balance
            if one.day == terms.statement_day:
                interest = (summed * DAILY_PER_10000 + 5_000) // 10_000 if pays else 0
                self.moves(one, name, "interest", interest)
                balance, summed = balance + interest, 0
                billed = balance
        return self

    def borrows(self, day: date, terms: LoanTerms, name: str = "loan", into: str = "bank") -> Life:
        """A loan whose principal arrives on a day; nothing is paid back by itself."""
        self.accounts[name] = replace(self.account(name), loan=terms)
        return self.moves(day, name, into, terms.principal)

    def repays(self, day: date, principal: int, interest: int = 0, name: str = "loan") -> Life:
        """An instalment out of the bank."""
        return self.books(day, ((name, principal), ("interest", interest), ("bank", -principal - interest)))

    def plans(self, verb: str, minor: int, day: date, against: str, repeats: str = "monthly",
              place: str = "bank") -> Life:
        """A planned item: `income`, `expense` or `transfer`, from its next day."""
        self.planned.append(Scheduled(
            len(self.planned) + 1, "", verb, self.account(place).account_id, self.account(against).account_id,
            Money(minor, "CNY"), day, Repeats(repeats), day.day))
        return self

    def figures(self, on: date | None = None) -> Figures:
        """What the door would tell at the end of a day."""
        on = on or self.on
        entries = sorted((entry for entry in self.entries if entry.on <= on), key=lambda entry: entry.on)
        accounts = {account.account_id: account for account in self.accounts.values()}
        told = reckoning.told(entries, accounts, {}, on)
        return Figures(
            book=self.book, revision=self.revision, on=on, scene=self.scene, currency="CNY",
            began_on=entries[0].on if entries else None, flows=told.flows, places=told.places, payers=told.payers,
            coming=reckoning.coming(self.planned, accounts, "CNY", on), open_items=reckoning.open_items(told.places),
            quality=reckoning.quality(entries, entries[0].on if entries else on, UTC, on),
        )


def salaried(on: date = TODAY, months: int = 14) -> Life:
    """A salary of 10,000, a rent of 3,000, 120 a day for needs and 60 for the rest: something is left over."""
    life = Life(on, months).earns(1_000_000).rents(300_000).spends_daily(12_000).spends_daily(6_000, "other")
    return life.plans("income", 1_000_000, _after(on, 15), "salary").plans("expense", 300_000, _after(on, 1), "rent")


def revolving(on: date = TODAY, months: int = 14) -> Life:
    """The same person with a card of 12,000 that is paid down by 1,100 a month and carries the rest."""
    life = salaried(on, months).owes_on_card(1_200_000, pays=110_000, buys=92_000)
    return life.plans("transfer", 110_000, _after(on, 25), "card")


def _after(on: date, day: int) -> date:
    this = on.replace(day=day)
    return this if this > on else add_months(this, 1)
