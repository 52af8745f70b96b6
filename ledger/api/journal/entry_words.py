"""Entries between what a program says and what the books know, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ledger.api.journal import particulars
from ledger.api.shapes.journal.entry_in import LinesIn, SaidIn, ShareIn
from ledger.api.shapes.journal.entry_out import EntryOut, OwedPartOut, PartOut, PostingOut, ShareOut
from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, NoAmount, Posting, Verb, Words
from ledger.domain.books.said import NOTHING, Said
from ledger.domain.names.tags import read_tags
from ledger.kernel.errors import N_, HouseError, Invalid, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.kernel.rate import RateNotPositive
from ledger.plumbing import clock
from ledger.plumbing.api.words import amount_text, id_or_null, instant
from ledger.plumbing.db import Session
from ledger.plumbing.fields import Needed, NotAChoice
from ledger.services.books import journalling, recording
from ledger.services.books.journalling import Line
from ledger.services.books.quick import accounts_in
from ledger.services.currencies import commodities
from ledger.services.names import knowing
from ledger.services.owed import parties
from ledger.services.quick import naming
from ledger.store.books.entries import Kept


class PartsOff(Invalid):
    """Parts that make up another amount than the whole."""

    message = N_("The parts do not add up to the amount.")


class Names:
    """The accounts a seat sees, by identifier or by code."""

    def __init__(self, known: Mapping[int, Account]) -> None:
        self.known = known
        self._by_code = {account.code: account.account_id for account in known.values()}

    def find(self, said: str | None, field: str) -> int | None:
        """The account somebody named, None where nobody was. Raises: NotAChoice."""
        if said is None:
            return None
        if said in self._by_code:
            return self._by_code[said]
        try:
            account_id = read_id(said)
        except Missing:
            account_id = 0
        if account_id not in self.known:
            raise NotAChoice(field=field)
        return account_id

    def get(self, said: str, field: str) -> int:
        """The account somebody named. Raises: NotAChoice."""
        found = self.find(said, field)
        if found is None:
            raise NotAChoice(field=field)
        return found


def entry_of(session: Session, seat: Seat, body: SaidIn | LinesIn, was: Entry | None = None) -> Entry:
    """The entry a program sent; `was` is the one it puts right. Raises: what each field is refused for."""
    entry = _untagged(session, seat, body, was)
    if body.tags is None:
        return entry
    words = [word for said in body.tags for word in read_tags(said)]
    return replace(entry, tags=knowing.tags_named(session, seat, words, clock.now()))


def _untagged(session: Session, seat: Seat, body: SaidIn | LinesIn, was: Entry | None) -> Entry:
    """The same, with the tags it had."""
    names, home = Names(accounts_in(session, seat)), seat.book.home_currency
    body = _settled(session, seat, body)
    if isinstance(body, LinesIn):
        words = Words(body.payee, body.note, particulars.fields_after(seat, was, Verb.JOURNAL, body.fields))
        lines = [
            Line(names.get(one.account, f"postings.{n}.account"),
                 money_of(one.amount, one.currency or home, f"postings.{n}.amount"),
                 _shares(one.shares, one.currency or home, f"postings.{n}.shares"),
                 particulars.measure_in(one.quantity, one.unit, f"postings.{n}."))
            for n, one in enumerate(body.postings)
        ]
        return journalling.entry_of(session, seat, body.on, lines, words, was)
    said = particulars.said_with(seat, _gathered(session, seat, _said(body, names, home), body), body)
    said = parties.shared(session, seat, said, _owed(body, body.currency or home), body.paid_by, clock.now())
    entry = recording.amended_from(session, seat, was, said) if was and recording.said_of(was, names.known) else (
        recording.entry_from(session, seat, said))
    return journalling.shared(session, seat, entry, _shares(body.shares, body.currency or home, "shares"))


def rate_of(body: SaidIn | LinesIn) -> Decimal | None:
    """The rate a program gave, None where it gave none. Raises: RateNotPositive."""
    if body.rate is not None and body.rate <= 0:
        raise RateNotPositive(field="rate")
    return body.rate


def told(kept: Kept, known: Mapping[int, Account], home: str, tags: Mapping[int, str], *,
         stands: bool = True) -> EntryOut:
    """An entry as a program is answered; `tags` is what the book's tags are called."""
    entry = kept.entry
    said = recording.said_of(entry, known)
    amount = said.amount if said else None
    return EntryOut(
        id=id_text(kept.thing_id), entry=id_text(kept.entry_id), seq=kept.seq, version=kept.version,
        status=entry.status.value if stands else "taken_back", visibility=entry.visibility,
        on=entry.on.isoformat(), verb=entry.verb.value,
        amount=amount_text(amount.minor, amount.currency) if amount else None,
        currency=amount.currency if amount else None,
        category=id_or_null(said.category) if said else None, account=id_or_null(said.account) if said else None,
        to=id_or_null(said.to) if said else None,
        parts=[PartOut(category=id_text(one), amount=amount_text(money.minor, money.currency))
               for one, money in (said.parts if said else ())],
        payee=entry.words.payee, note=entry.words.note, rate=entry.rate,
        rate_day=entry.rate_day.isoformat() if entry.rate_day else None, home_currency=home,
        postings=[_posting(one, known, home) for one in entry.postings], recorder=id_or_null(kept.recorder),
        recorded_at=instant(kept.recorded_at), imported=id_or_null(kept.batch_id),
        tags=list(dict.fromkeys(tags[one] for one in entry.tags)), fields=dict(entry.words.fields),
        owed=[OwedPartOut(party=id_text(one.party), amount=amount_text(one.money.minor, one.money.currency))
              for one in (said.owed if said else ())],
        paid_by=id_or_null(said.paid_by) if said else None,
    )  # fmt: skip


def _posting(posting: Posting, known: Mapping[int, Account], home: str) -> PostingOut:
    return PostingOut(
        account=id_text(posting.account_id), code=known[posting.account_id].code,
        amount=amount_text(posting.minor, posting.currency), currency=posting.currency,
        home=None if posting.home_minor is None else amount_text(posting.home_minor, home),
        payer=id_or_null(posting.payer), beneficiary=id_or_null(posting.beneficiary),
        project=id_or_null(posting.project), quantity=posting.quantity, unit=posting.unit,
        unit_price=particulars.price_out(posting),
        shares=[ShareOut(member=id_text(one), amount=amount_text(minor, posting.currency))
                for one, minor in posting.shares],
        party=id_or_null(posting.party), settles=id_or_null(posting.receivable),
    )  # fmt: skip


def _said(body: SaidIn, names: Names, home: str) -> Said:
    currency = body.currency or home
    whole = body.amount if body.amount is not None else particulars.amount_in(body, currency)
    amount = None if whole is None else _above_zero(whole, currency, "amount")
    parts = [(names.get(one.category, f"parts.{n}.category"), _above_zero(one.amount, currency, f"parts.{n}.amount"))
             for n, one in enumerate(body.parts) if one.category is not None]
    category = names.find(body.category, "category")
    if category is None and parts:
        amount = _whole(amount, [*(money for _, money in parts), *(money for _, money in _owed(body, currency))])
        (category, _), *parts = parts
    got = body.got
    return Said(
        body.on, Verb(body.verb), amount, category, names.find(body.account, "account"), names.find(body.to, "to"),
        tuple(parts), None if got is None else _above_zero(got.amount, got.currency, "got.amount"),
        tuple((names.get(one.account, f"channels.{n}.account"),
               _above_zero(one.amount, _held_in(names, one.account, home), f"channels.{n}.amount"))
              for n, one in enumerate(body.channels)),
        body.payee, body.note,
    )  # fmt: skip


def _owed(body: SaidIn, currency: str) -> list[tuple[str, Money]]:
    """The parts that somebody owes, by name. Raises: Needed for a part of nothing, NotAChoice for one of both."""
    found = []
    for n, one in enumerate(body.parts):
        if one.category is not None and one.owed_by:
            raise NotAChoice(field=f"parts.{n}.owed_by")
        if one.category is None and not one.owed_by:
            raise Needed(field=f"parts.{n}.category")
        if one.owed_by:
            found.append((one.owed_by, _above_zero(one.amount, currency, f"parts.{n}.amount")))
    return found


def _settled(session: Session, seat: Seat, body: SaidIn | LinesIn) -> SaidIn | LinesIn:
    """What was sent with every commodity as it is kept. Raises: UnknownCurrency."""
    def unit(code: str, field: str) -> str:
        return commodities.unit_in(session, seat, code, field)

    if isinstance(body, LinesIn):
        return body.model_copy(update={"postings": [
            one.model_copy(update={"currency": unit(one.currency, f"postings.{n}.currency")}) if one.currency else one
            for n, one in enumerate(body.postings)]})
    got = body.got and body.got.model_copy(update={"currency": unit(body.got.currency, "got.currency")})
    return body.model_copy(update={"currency": body.currency and unit(body.currency, "currency"), "got": got})


def _gathered(session: Session, seat: Seat, said: Said, body: SaidIn) -> Said:
    """What was said with its project and the member it was for. Raises: TooManyProjects, NotAChoice."""
    if body.project is not None:
        project = knowing.project_named(session, seat, body.project, clock.now())
        said = replace(said, project=project or NOTHING)
    if body.beneficiary is None:
        return said
    if all(one.member_id != body.beneficiary for one in naming.people(session, seat)):
        raise NotAChoice(field="beneficiary")
    return replace(said, beneficiary=body.beneficiary)


def _whole(amount: Money | None, parts: Sequence[Money]) -> Money:
    """What parts without a first category make up; the amount, where one was said too. Raises: PartsOff."""
    whole = parts[0]
    for money in parts[1:]:
        whole += money
    if amount is not None and amount != whole:
        raise PartsOff(field="parts")
    return whole


def _held_in(names: Names, said: str, home: str) -> str:
    return names.known[names.get(said, "channels")].currency or home


def _shares(said: Sequence[ShareIn], currency: str, field: str) -> list[tuple[int, Money]]:
    return [(one.member, money_of(one.amount, currency, f"{field}.{n}.amount")) for n, one in enumerate(said)]


def money_of(amount: Decimal, currency: str, field: str) -> Money:
    """The money of an exact amount. Raises: what `Money.of` raises, in this field."""
    return _in_field(field, lambda: Money.of(amount, currency))


def _above_zero(amount: Decimal, currency: str, field: str) -> Money:
    money = money_of(amount, currency, field)
    if not money:
        raise NoAmount(field=field)
    return money


def _in_field(field: str, reading: Callable[[], Money]) -> Money:
    """A refusal names the field it is about."""
    try:
        return reading()
    except HouseError as error:
        error.facts["field"] = field
        raise
