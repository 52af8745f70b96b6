"""From what a person said on a form to an entry, and back again when it is put right.

The form knows verbs, an amount, a category and places; here they become balanced postings of accounts that this
seat sees. What a form does not show (who paid, shares, quantities) is carried over from the entry it puts right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ledger.domain.books import compose
from ledger.domain.books.account import EXCHANGE_CODE, Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.carrying import carried
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.books.said import Said
from ledger.domain.debts.costs import interest_category
from ledger.domain.owed.lent import lent, own
from ledger.domain.papers.measure import Measure, with_measure
from ledger.domain.papers.particular import merged
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.fields import Needed, NotAChoice
from ledger.services.books.quick import accounts_in, accounts_named

Known = Mapping[int, Account]


class NoCategory(Invalid):
    """An entry that does not say what it was for."""

    message = N_("Choose what it was for.")


class NothingLeft(Invalid):
    """Parts that leave nothing of the amount for the first category."""

    message = N_("The parts leave nothing of the amount for the first category.")


class NoExchangeAccount(Invalid):
    """A book without the account in which two currencies meet."""

    message = N_("Two currencies cannot meet in this ledger. Write both amounts in one currency.")


def entry_from(session: Session, seat: Seat, said: Said) -> Entry:
    """The entry a person means.

    Raises: NoCategory, NothingLeft, Needed, NotAChoice for an account that is not there, and what composing and
    checking raise; each names its field.
    """
    is_searched = said.verb is Verb.TAKINGS or said.got is not None or said.interest is not None
    known = accounts_in(session, seat) if is_searched else accounts_named(session, seat, _ids(said))
    return composed(known, said)


def _ids(said: Said) -> list[int]:
    """The accounts and categories that were named."""
    named = (said.account, said.category, said.to, *(one for one, _ in said.parts))
    return [one for one in named if one is not None]


def amended_from(session: Session, seat: Seat, was: Entry, said: Said) -> Entry:
    """The entry a person puts in place of another: what the form did not show is as it was.

    An account put away since is still good for the entry it stands in. An entry no form can show keeps its postings
    and takes a new day and words. Raises: what `entry_from` raises.
    """
    known = accounts_in(session, seat)
    if said_of(was, known) is None:
        words, tags = _words(said, was.words), was.tags if said.tags is None else said.tags
        return replace(was, on=said.on, words=words, rate=None, rate_day=None, reverses=None, replaces=None, tags=tags)
    its_own = {p.account_id: replace(known[p.account_id], closed=False) for p in was.postings}
    fresh = composed({**known, **its_own}, said)
    before = own(was, known).entry.postings
    postings = tuple(_carried(posting, before, said) for posting in fresh.postings)
    return replace(fresh, words=_words(said, was.words), postings=postings, status=was.status,
                   visibility=was.visibility, tags=was.tags if said.tags is None else said.tags)


def said_of(entry: Entry, known: Known) -> Said | None:
    """What a person would have said to make this entry; None where no form says it."""
    if entry.verb not in _SHAPES or any(p.account_id not in known for p in entry.postings):
        return None
    mine, owed, paid_by = own(entry, known)
    said = replace(_guessed(mine, known), owed=owed, paid_by=paid_by)
    try:
        again = composed(known, said, check_closed=False).postings
    except Invalid:
        return None
    return said if _plain(again) == _plain(entry.postings) else None


def composed(known: Known, said: Said, *, check_closed: bool = True) -> Entry:
    """The entry of what was said, in the accounts a seat sees. Raises: what `entry_from` raises."""
    if not check_closed:
        known = {one: replace(account, closed=False) for one, account in known.items()}
    postings = lent(_SHAPES[said.verb](known, said), said.owed, said.paid_by, said.project or None)
    verb = said.verb
    if verb in (Verb.TRANSFER, Verb.EXCHANGE):
        verb = Verb.TRANSFER if len({p.currency for p in postings}) == 1 else Verb.EXCHANGE
    postings = with_measure(_gathered(known, said, postings), said.category, said.measure)
    return Entry(said.on, verb, postings, _words(said, Words()), tags=said.tags or ())


def _words(said: Said, was: Words) -> Words:
    """The words that were said; answers nobody was asked for stay as they were."""
    return Words(said.payee, said.note, merged(was.fields, said.fields or ()))


def _gathered(known: Known, said: Said, postings: tuple[Posting, ...]) -> tuple[Posting, ...]:
    """The postings with the project and whom it was for on what it went to: its categories, or where money arrived."""
    if not (said.project or said.beneficiary):
        return postings
    project, beneficiary = said.project or None, said.beneficiary or None
    has_category = any(known[p.account_id].is_category for p in postings)
    return tuple(replace(p, project=project, beneficiary=beneficiary)
                 if (known[p.account_id].is_category if has_category else p.minor > 0) else p for p in postings)


def channels_of(known: Known) -> list[Account]:
    """The places a day's takings come in by, in the order of the book."""
    return [one for one in known.values() if one.purpose in _CHANNELS and one.is_place and not one.closed]


_CHANNELS = frozenset({Purpose.CASH, Purpose.WALLET, Purpose.BANK, Purpose.CUSTOMER_TAB})


def _spent(known: Known, said: Said) -> tuple[Posting, ...]:
    return compose.spent(_account(known, said.account, "account"), _parts(known, said))


def _received(known: Known, said: Said) -> tuple[Posting, ...]:
    return compose.received(_account(known, said.account, "account"), _parts(known, said))


def _refunded(known: Known, said: Said) -> tuple[Posting, ...]:
    return compose.refunded(_account(known, said.account, "account"), _parts(known, said))


def _moved(known: Known, said: Said) -> tuple[Posting, ...]:
    amount = _amount(said)
    source, target = _account(known, said.account, "account"), _account(known, said.to, "to")
    if said.interest:
        return compose.repaid(source, target, amount - said.interest, [(_interest(known, target, said), said.interest)])
    if said.got is None or said.got.currency == amount.currency:
        return compose.moved(source, target, amount)
    between = next((one for one in known.values() if one.code == EXCHANGE_CODE), None)
    if between is None:
        raise NoExchangeAccount(field="got")
    return compose.exchanged(source, amount, target, said.got, between)


def _interest(known: Known, debt: Account, said: Said) -> Account:
    """The category that takes the interest of a payment: as the entry had it, else the debt's own."""
    category = known.get(said.category or 0) or interest_category(known, debt)
    if category is None:
        raise NoCategory(field="interest")
    return category


def _taken_in(known: Known, said: Said) -> tuple[Posting, ...]:
    channels = [(_account(known, one, "amount"), money) for one, money in said.channels]
    return compose.taken_in(channels, _income(known, said.category))


_SHAPES: dict[Verb, Callable[[Known, Said], tuple[Posting, ...]]] = {
    Verb.EXPENSE: _spent,
    Verb.INCOME: _received,
    Verb.REFUND: _refunded,
    Verb.TRANSFER: _moved,
    Verb.EXCHANGE: _moved,
    Verb.TAKINGS: _taken_in,
}

FORM_VERBS = frozenset(_SHAPES)
"""What can be said on a form."""


def _parts(known: Known, said: Said) -> list[compose.Part]:
    whole = _amount(said)
    if said.category is None:
        raise NoCategory(field="category")
    first = _account(known, said.category, "category")
    if not said.parts:
        return [(first, whole)]
    rest = whole
    for _, money in said.parts:
        rest -= money
    if rest.minor <= 0:
        raise NothingLeft(field="amount")
    return [(first, rest), *((_account(known, one, "part"), money) for one, money in said.parts)]


def _amount(said: Said) -> Money:
    if said.amount is None:
        raise Needed(field="amount")
    return said.amount


def _account(known: Known, account_id: int | None, field: str) -> Account:
    if account_id is None:
        raise Needed(field=field)
    if account_id not in known:
        raise NotAChoice(field=field)
    return known[account_id]


def _income(known: Known, category: int | None) -> Account:
    """The category a day's takings come from: as said, else what the shop earns."""
    if category is not None:
        return _account(known, category, "category")
    incomes = [one for one in known.values() if one.kind is Kind.INCOME and not one.closed]
    incomes.sort(key=lambda one: one.purpose is not Purpose.BUSINESS_INCOME)
    if not incomes:
        raise NoCategory(field="category")
    return incomes[0]


def _guessed(entry: Entry, known: Known) -> Said:
    """What was said if the entry has the plain shape of its verb; the caller checks that it has."""
    project = next((p.project for p in entry.postings if p.project), None)
    beneficiary = next((p.beneficiary for p in entry.postings if p.beneficiary), None)
    base = Said(entry.on, entry.verb, payee=entry.words.payee, note=entry.words.note, project=project,
                beneficiary=beneficiary, tags=entry.tags or None, fields=entry.words.fields or None)
    categories = [p for p in entry.postings if known[p.account_id].is_category]
    into = [p for p in entry.postings if known[p.account_id].is_place and p.minor >= 0]
    out = [p for p in entry.postings if known[p.account_id].is_place and p.minor < 0]
    if entry.verb is Verb.TAKINGS:
        category = categories[0].account_id if categories else None
        return replace(base, category=category, channels=tuple((p.account_id, _money(p)) for p in into))
    if entry.verb in (Verb.TRANSFER, Verb.EXCHANGE):
        return _guessed_move(base, into, out, categories)
    place = next(iter(out or into), None)
    if place is None or not categories:
        return base
    first, *others = categories
    return replace(
        base, amount=_money(place), account=place.account_id, category=first.account_id,
        measure=Measure(first.quantity, first.unit or "") if first.quantity else None,
        parts=tuple((p.account_id, _money(p)) for p in others))


def _guessed_move(
    base: Said, into: Sequence[Posting], out: Sequence[Posting], costs: Sequence[Posting]
) -> Said:
    if not into or not out:
        return base
    got = _money(into[0]) if into[0].currency != out[0].currency else None
    moved = replace(base, amount=_money(out[0]), account=out[0].account_id, to=into[0].account_id, got=got)
    return replace(moved, interest=_money(costs[0]), category=costs[0].account_id) if costs else moved


def _money(posting: Posting) -> Money:
    return Money(abs(posting.minor), posting.currency)


def _plain(postings: Sequence[Posting]) -> list[tuple[int, int, str]]:
    return sorted((p.account_id, p.minor, p.currency) for p in postings)


def _carried(posting: Posting, was: Sequence[Posting], said: Said) -> Posting:
    return carried(
        posting, was, beneficiary=said.beneficiary is not None, project=said.project is not None,
        measure=said.measure is not None and posting.account_id == said.category)
