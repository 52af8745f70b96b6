"""From what a person said to an entry and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.compose import AccountClosed, CurrencyNotHeld, NotACategory, NotAPlace
from ledger.domain.books.entry import Entry, Posting, SameAccount, Verb, Words, residuals
from ledger.domain.books.said import Said
from ledger.kernel.money import Money
from ledger.plumbing.fields import Needed, NotAChoice
from ledger.services.books import bookkeeping, opening
from ledger.services.books.quick import accounts_in
from ledger.services.books.recording import (
    NoCategory,
    NothingLeft,
    amended_from,
    channels_of,
    composed,
    entry_from,
    said_of,
)
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named, person

SIDES = {
    Verb.EXPENSE: ("dining", 3200, -3200), Verb.INCOME: ("salary", -3200, 3200), Verb.REFUND: ("dining", -3200, 3200),
}


def ids(session, seat, *keys):
    return [named(session, seat, key).account_id for key in keys]


def moves(entry):
    return {posting.account_id: posting.minor for posting in entry.postings}


@pytest.mark.parametrize("verb", SIDES)
def test_a_verb_knows_which_side_money_comes_from(session, verb):
    seat = book(session)
    key, category_side, place_side = SIDES[verb]
    category, place = ids(session, seat, key, "wechat")

    entry = entry_from(session, seat, Said(TODAY, verb, cny("32"), category, place, payee="Old Street", note="lunch"))

    assert moves(entry) == {category: category_side, place: place_side}
    assert (entry.verb, entry.words) == (verb, Words("Old Street", "lunch"))


def test_a_parted_amount_leaves_the_rest_with_the_first_category(session):
    seat = book(session)
    groceries, daily, bank = ids(session, seat, "groceries", "daily", "bank")

    entry = entry_from(session, seat, Said(TODAY, Verb.EXPENSE, cny("158"), groceries, bank,
                                           parts=((daily, cny("58")),)))

    assert moves(entry) == {groceries: 10000, daily: 5800, bank: -15800}


def test_money_that_arrives_in_another_currency_is_an_exchange(session):
    seat = book(session)
    bank, cash = ids(session, seat, "bank", "cash")

    entry = entry_from(session, seat, Said(TODAY, Verb.TRANSFER, cny("500"), account=bank, to=cash, got=jpy("10800")))

    assert entry.verb is Verb.EXCHANGE
    assert residuals(entry.postings) == {"CNY": 0, "JPY": 0}


def test_takings_come_from_what_the_shop_earns(session):
    seat = book(session, "small_business")
    till, wechat = ids(session, seat, "till", "wechat")

    entry = entry_from(session, seat, Said(TODAY, Verb.TAKINGS, channels=((till, cny("820")), (wechat, cny("1310")))))

    known = accounts_in(session, seat)
    income = [p for p in entry.postings if known[p.account_id].kind is Kind.INCOME]
    assert [(known[p.account_id].purpose, p.minor) for p in income] == [(Purpose.BUSINESS_INCOME, -213000)]


def test_the_channels_of_a_shop_are_those_the_face_names(session):
    seat = book(session, "small_business")

    channels = channels_of(accounts_in(session, seat))

    assert [one.pack_key for one in channels] == ["till", "wechat", "alipay", "customer_tab", "bank"]


REFUSED = {
    "no amount": (dict(amount=None), Needed, "amount"),
    "no category": (dict(category=None), NoCategory, "category"),
    "no account": (dict(account=None), Needed, "account"),
    "an account of nowhere": (dict(account=1), NotAChoice, "account"),
    "a category of nowhere": (dict(category=1), NotAChoice, "category"),
    "an account as category": (dict(category="bank"), NotACategory, "category"),
    "a category as account": (dict(account="dining"), NotAPlace, "account"),
    "an account to itself": (dict(verb=Verb.TRANSFER, to="wechat"), SameAccount, "to"),
    "to nowhere": (dict(verb=Verb.TRANSFER, to=1), NotAChoice, "to"),
    "to nothing": (dict(verb=Verb.TRANSFER), Needed, "to"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_recorded_names_its_field(session, what):
    seat = book(session)
    changed, kind, field = REFUSED[what]
    changed = {name: ids(session, seat, value)[0] if isinstance(value, str) and name != "verb" else value
               for name, value in changed.items()}
    dining, wechat = ids(session, seat, "dining", "wechat")

    with pytest.raises(kind) as refused:
        entry_from(session, seat, replace(Said(TODAY, Verb.EXPENSE, cny("32"), dining, wechat), **changed))

    assert refused.value.facts["field"] == field


def test_parts_that_eat_up_the_amount_are_refused(session):
    seat = book(session)
    groceries, daily, bank = ids(session, seat, "groceries", "daily", "bank")

    with pytest.raises(NothingLeft):
        entry_from(session, seat, Said(TODAY, Verb.EXPENSE, cny("58"), groceries, bank, parts=((daily, cny("58")),)))


def test_an_account_put_away_is_refused_and_a_foreign_currency_too(session):
    seat = book(session)
    wechat = named(session, seat, "wechat")
    opening.amend_account(session, seat, replace(wechat, closed=True), wechat.version, NOW)
    cash = named(session, seat, "cash")
    opening.amend_account(session, seat, replace(cash, currency="CNY"), cash.version, NOW)
    dining = named(session, seat, "dining").account_id

    with pytest.raises(AccountClosed):
        entry_from(session, seat, Said(TODAY, Verb.EXPENSE, cny("32"), dining, wechat.account_id))
    with pytest.raises(CurrencyNotHeld):
        entry_from(session, seat, Said(TODAY, Verb.EXPENSE, jpy("900"), dining, cash.account_id))


def test_somebody_elses_pocket_is_no_choice(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    wechat = named(session, seat, "wechat")
    opening.amend_account(session, seat, replace(wechat, owner=seat.member.member_id, visibility="owner"),
                          wechat.version, NOW)
    dining = named(session, seat, "dining").account_id

    with pytest.raises(NotAChoice):
        entry_from(session, jun, Said(TODAY, Verb.EXPENSE, cny("32"), dining, wechat.account_id))


def test_amending_keeps_what_the_form_does_not_show(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner").member.member_id
    mei = seat.member.member_id
    dining, wechat = ids(session, seat, "dining", "wechat")
    was = Entry(TODAY, Verb.EXPENSE, (
        Posting(dining, 3000, "CNY", quantity="2", unit="kg", beneficiary=jun, shares=((mei, 1000), (jun, 2000))),
        Posting(wechat, -3000, "CNY", payer=mei)), visibility="private")

    now = amended_from(session, seat, was, Said(TODAY, Verb.EXPENSE, cny("36"), dining, wechat))

    food, paid = sorted(now.postings, key=lambda posting: -posting.minor)
    assert (food.quantity, food.unit, food.beneficiary, food.shares) == ("2", "kg", jun, ((mei, 1200), (jun, 2400)))
    assert (paid.payer, now.visibility) == (mei, "private")


def test_an_entry_no_form_can_say_keeps_its_amounts_and_takes_new_words(session):
    seat = book(session)
    dining, owed, wechat = ids(session, seat, "dining", "receivable", "wechat")
    was = Entry(TODAY, Verb.EXPENSE, (
        Posting(dining, 1500, "CNY"), Posting(owed, 1500, "CNY"), Posting(wechat, -3000, "CNY")))

    now = amended_from(session, seat, was, Said(TODAY, Verb.EXPENSE, note="half is Wang's"))

    assert said_of(was, accounts_in(session, seat)) is None
    assert (now.postings, now.words.note) == (was.postings, "half is Wang's")


def test_a_recorded_entry_reads_back_as_what_was_said(session):
    seat = book(session)
    kept = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    dining, wechat = ids(session, seat, "dining", "wechat")

    said = said_of(kept.entry, accounts_in(session, seat))

    assert said == Said(TODAY, Verb.EXPENSE, cny("32"), dining, wechat, payee="Old Street", note="lunch")


def _account(number, kind):
    return Account(number, f"{kind.value}:a{number}", kind, Purpose.BANK, {"en": str(number)})


KNOWN = {
    **{n: _account(n, Kind.EXPENSE) for n in (1, 2, 3)}, **{n: _account(n, Kind.INCOME) for n in (4, 5)},
    **{n: _account(n, Kind.ASSET) for n in (6, 7)}, 8: _account(8, Kind.LIABILITY),
}
minors = st.integers(1, 10**9)


@st.composite
def everyday(draw):
    """What a person may say of one everyday entry in the accounts KNOWN."""
    verb = draw(st.sampled_from([Verb.EXPENSE, Verb.REFUND, Verb.INCOME, Verb.TRANSFER, Verb.TAKINGS]))
    base = Said(TODAY, verb, note=draw(st.sampled_from(["", "lunch"])))
    if verb is Verb.TAKINGS:
        return replace(base, category=4, channels=tuple(
            (place, Money(draw(minors), "CNY")) for place in draw(st.sampled_from([(6,), (6, 7)]))))
    if verb is Verb.TRANSFER:
        return replace(base, amount=Money(draw(minors), "CNY"), account=6, to=draw(st.sampled_from([7, 8])))
    categories = (4, 5) if verb is Verb.INCOME else (1, 2, 3)
    parts = tuple((one, Money(draw(minors), "CNY")) for one in categories[1:draw(st.integers(1, len(categories)))])
    whole = Money(draw(minors) + sum(money.minor for _, money in parts), "CNY")
    return replace(base, amount=whole, category=categories[0], account=draw(st.sampled_from([6, 8])), parts=parts)


@given(everyday())
def test_everything_said_reads_back_as_it_was_said(said):
    assert said_of(composed(KNOWN, said), KNOWN) == said


def test_an_account_of_another_book_is_no_choice(session):
    seat = book(session)
    other = opening.open_book(session, person(session, "Ola"), "Ola", "household", "Hers", NOW, currency="CNY",
                              zone="Asia/Shanghai")
    foreign, dining = named(session, other, "wechat").account_id, named(session, seat, "dining").account_id

    with pytest.raises(NotAChoice):
        entry_from(session, seat, Said(TODAY, Verb.EXPENSE, cny("32"), dining, foreign))
