"""An offer taken up, as a draft in the ledger's own words: the account, what moves today, every payment to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from credit.services.offers import saying
from credit.services.offers.drafts import ORIGIN
from credit.store.offers.offers import Offer
from ledger.kernel.errors import N_, Conflict
from ledger.kernel.proposal import NewAccount, Proposal, ProposedEntry, ProposedItem, ProposedLine
from ledger.kernel.terms import LoanTerms
from ledger.plumbing.language import gettext, in_every_language

_LOAN, _FUND, _FEES = "loan", "fund", "fees"
_LOAN_NAME, _FUND_NAME, _FEES_NAME = N_("Loan from %(name)s"), N_("Fund of %(name)s"), N_("Loan fees")
_CARD_NOTE, _LOAN_NOTE, _FUND_NOTE = N_("Card paid off by %(name)s"), N_("Loan from %(name)s"), N_("Into %(name)s")


class NoPlaceForIt(Conflict):
    """A ledger without an account the money could come to or from."""

    message = N_("This ledger has no account that money could come to or from. Open one first.")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a draft says of itself, in the language it was asked for in: its title, its entry's note, its payments."""

    title: str
    note: str
    payments: str


def wording_of(offer: Offer) -> Wording:
    """What the draft of an offer says, in the reader's language."""
    quote = offer.body["quote"]
    note = _FUND_NOTE if not quote["rows"] else _CARD_NOTE if quote["pays_card"] else _LOAN_NOTE
    name = quote["seller"]
    return Wording(saying.offer_heading(offer.body), gettext(note, name=name), gettext(_LOAN_NAME, name=name))


def proposal_of(offer: Offer, said: Wording, on: date) -> Proposal:
    """The draft of an offer on a day: amounts in minor units of the ledger's currency. Raises: NoPlaceForIt."""
    quote, title = offer.body["quote"], said.title
    if not quote["rows"]:
        return Proposal(title, ORIGIN, offer.offer_id, (_account(_FUND, quote),), (_into_fund(offer, said, on),))
    charged = NewAccount(_FEES, "expense", "card_fee", in_every_language(_FEES_NAME), "receipt")
    fees = (charged,) if quote["upfront"] else ()
    return Proposal(
        title, ORIGIN, offer.offer_id, (_account(_LOAN, quote), *fees), (_borrowed(offer, said, on),),
        tuple(_payments(offer, said)))


def _account(key: str, quote: Mapping[str, Any]) -> NewAccount:
    if key == _FUND:
        return NewAccount(_FUND, "asset", "fund", in_every_language(_FUND_NAME, name=quote["seller"]), "piggy-bank")
    terms = LoanTerms(quote["amount"], quote["rate_bps"], quote["convention"], quote["method"], quote["months"],
                      quote["rows"][0]["due"], quote["seller"], _same_fee(quote))
    names = in_every_language(_LOAN_NAME, name=quote["seller"])
    return NewAccount(_LOAN, "liability", "loan", names, "landmark", terms)


def _same_fee(quote: Mapping[str, Any]) -> int:
    """The fee each payment has, minor units; 0 where they differ: then each planned payment tells its own."""
    fees = {row["fee"] for row in quote["rows"]}
    return int(fees.pop()) if len(fees) == 1 else 0


def _borrowed(offer: Offer, said: Wording, on: date) -> ProposedEntry:
    """The loan, and where its money goes: the card itself, or one's own account; fees of the first day out of it."""
    quote, places = offer.body["quote"], offer.body["places"]
    target = places["card"] if quote["pays_card"] else places["into"]
    lines = [ProposedLine(_place(target), quote["amount"]), ProposedLine(_LOAN, -quote["amount"])]
    if quote["upfront"]:
        lines += [ProposedLine(_FEES, quote["upfront"]), ProposedLine(_place(places["into"]), -quote["upfront"])]
    return ProposedEntry(on, said.note, tuple(lines))


def _into_fund(offer: Offer, said: Wording, on: date) -> ProposedEntry:
    quote, source = offer.body["quote"], _place(offer.body["places"]["into"])
    lines = (ProposedLine(_FUND, quote["amount"]), ProposedLine(source, -quote["amount"]))
    return ProposedEntry(on, said.note, lines)


def _payments(offer: Offer, said: Wording) -> Iterator[ProposedItem]:
    """Every payment as a planned item: neighbours of one sum are one item."""
    quote, source = offer.body["quote"], _place(offer.body["places"]["into"])
    for minor, same in groupby(quote["rows"], key=lambda row: row["payment"]):
        days = [date.fromisoformat(row["due"]) for row in same]
        yield ProposedItem(said.payments, minor, days[0], days[-1], source, _LOAN)


def _place(number: int | None) -> int:
    if number is None:
        raise NoPlaceForIt()
    return number
