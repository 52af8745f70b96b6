"""Two ledgers that know nothing of each other, everybody who may come to them, and an id of each kind of thing.

Beside each ledger stands a lender: people of the first ledger work for the first, the stranger for the other.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route

from credit.domain.people.quiet import Why
from credit.domain.people.scope import Scope
from credit.services.people import consenting, quieting
from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.currencies.commodity import Commodity
from ledger.domain.names.name import Name, Sort
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.turn import Turn, TurnState
from ledger.kernel.ids import id_text, new_id
from ledger.kernel.proposal import NewAccount, Proposal, ProposedEntry, ProposedLine
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing.access import Rule
from ledger.services.accounts import checks
from ledger.services.books import arranging, bookkeeping, opening, proposing
from ledger.services.bulk import stencils
from ledger.services.currencies import commodities
from ledger.services.names import changing
from ledger.services.papers import attaching
from ledger.store.planning import scheduled, turns
from tests.browsing import signed_in
from tests.cast import NOW, TODAY, book, cny, join, lunch, named
from tests.credit import world as credit
from tests.credit.cards import a_way
from tests.ledger.domain.papers.made import papered
from tests.ledger.services.owed.dinners import dinner
from tests.ledger.services.planning.budgeted import aim, made

ELSEWHERE = "99999999999"
"""A deed's sequence is its own book's: one that only the other book would have."""

ROLES = ("owner", "partner", "bookkeeper", "contributor", "viewer", "auditor")


@dataclass
class World:
    """The app, its two books, a client for every role in the first and for its strangers."""

    app: Flask
    mine: Seat
    theirs: Seat
    ids: dict[str, dict[str, str]]
    """Book (`mine`, `theirs`) to kind of thing to its id in an address."""
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def routes(self, method: str) -> list[tuple[Route, Rule]]:
        """Every declared route of a method but files and those of programs."""
        found = []
        for route in self.app.url_map.iter_rules():
            if route.endpoint != "static" and method in (route.methods or ()) and not route.rule.startswith("/api/"):
                found.append((route, self.app.view_functions[route.endpoint].may))
        return sorted(found, key=lambda pair: pair[0].rule)

    def address(self, route: Route, whose: str, book: str | None = None) -> str:
        """The address of a route, filled with ids of one of the books, or with ids that exist nowhere."""
        known = self.ids.get(whose, {})
        words = {"version": "1", "sort": Sort.PROJECT.value}
        filled = {name: known.get(name) or words.get(name) or id_text(new_id()) for name in route.arguments}
        if book is not None:
            filled |= {name: self.ids[book][name] for name in ("book", "lender") if name in filled}
        with self.app.test_request_context():
            return str(self.app.url_map.bind("localhost").build(route.endpoint, filled))


def build(app: Flask) -> World:
    """A world on the app's own database, through the services."""
    with app.extensions["house_database"].transaction() as session:
        mine, theirs = book(session, owner="Mei"), book(session, name="Elsewhere", owner="Ola")
        people = {"owner": mine.member.person_id, "stranger": theirs.member.person_id}
        for role in ROLES[1:]:
            people[role] = join(session, mine, role.title(), role).member.person_id
        ids = {"mine": _ids(session, mine), "theirs": {**_ids(session, theirs), "seq": ELSEWHERE}}
        at_mine = {credit.ROLES[name]: person_id for name, person_id in people.items() if name in credit.ROLES}
        ids["mine"] |= credit.lender_ids(session, "Harbour Bank", at_mine)
        ids["theirs"] |= credit.lender_ids(session, "Quay Bank", {"analyst": people["stranger"]})
        ids["mine"] |= credit.offer_ids(session, people["owner"], mine.book_id)
        ids["theirs"] |= credit.offer_ids(session, people["stranger"], theirs.book_id)
    world = World(app, replace(mine), theirs, ids)
    world.clients = {name: signed_in(app, person_id) for name, person_id in people.items() if person_id}
    world.clients["anonymous"] = app.test_client()
    return world


def _draft(account: int) -> Proposal:
    lines = (ProposedLine("loan", -50_000), ProposedLine(account, 50_000))
    return Proposal("A small loan", "offer", 1, (NewAccount("loan", "liability", "loan", {"en": "A small loan"}),),
                    (ProposedEntry(TODAY, "", lines),))


def _ids(session, seat: Seat) -> dict[str, str]:
    kept = bookkeeping.record(session, seat, lunch(session, seat), NOW)
    wechat = named(session, seat, "wechat").account_id
    said = checks.say(session, seat, wechat, cny("-64"), TODAY, TODAY, NOW)
    item = Scheduled(new_id(), "Rent", "expense", wechat, named(session, seat, "dining").account_id, cny("4200"),
                     TODAY, Repeats.MONTHLY, 1)
    scheduled.add(session, seat.book_id, item, secrets.token_bytes(16))
    loan, card = _debts(session, seat)
    dinner(session, seat, "90", [("Ola", cny("30"))], on=TODAY - timedelta(days=1), place="wechat")
    before = TODAY - timedelta(days=1)
    turns.claim(session, seat.book_id, Turn(item.item_id, before, TurnState.WAITING, cny("4200"), NOW))
    return {
        "code": _commodity(session, seat), "loan": id_text(loan), "card": id_text(card),
        "book": id_text(seat.book_id), "thing": id_text(kept.stands.thing_id), "entry": id_text(kept.stands.entry_id),
        "account": id_text(wechat), "item": id_text(item.item_id), "member": id_text(seat.member.member_id),
        "check": id_text(said.check_id), **_planned(session, seat), "template": _template(session, seat),
        "attachment": id_text(_paper(session, seat, kept.stands.thing_id)),
        "seq": str(kept.seq),
        "draft": id_text(proposing.propose(session, seat, _draft(wechat), NOW)),
        **_of_person(session, seat.member.person_id, seat.book_id),
    }


def _paper(session, seat: Seat, thing_id: int) -> int:
    """A receipt attached to the entry."""
    return attaching.attach(session, seat, thing_id, [papered()], NOW)[0].attachment_id


def _template(session, seat: Seat) -> str:
    """A coffee kept as a template for everybody."""
    said = {"verb": "expense", "amount": "18", "account": id_text(named(session, seat, "wechat").account_id)}
    return id_text(stencils.make(session, seat, "Coffee", said, NOW, is_shared=True).stencil_id)


def _commodity(session, seat: Seat) -> str:
    """Something a ledger counts like money; in each under a code the other does not know."""
    said = Commodity("FUND" if seat.book.name == "Our home" else "GOLD", 4, "A fund")
    return commodities.make(session, seat, said, NOW).code


def _planned(session, seat: Seat) -> dict[str, str]:
    """A budget of dining and a goal."""
    budget, goal = made(session, seat, "dining"), aim(session, seat)
    return {"budget": id_text(budget.budget_id), "goal": id_text(goal.goal_id), **_names(session, seat)}


def _names(session, seat: Seat) -> dict[str, str]:
    """A project, a tag and a payee; pages are asked for the project."""
    ids = {sort.value: id_text(changing.make(session, seat, Name(sort, 0, "Kyoto"), NOW).name_id) for sort in Sort}
    return {**ids, "called": ids[Sort.PROJECT.value]}


def _debts(session, seat: Seat) -> tuple[int, int]:
    """A loan that is paid back month by month, and a card with something bought on it."""
    terms = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 24, "2026-11-20", "Maple", 300, 100)
    loan = opening.add_account(session, seat, Account(
        0, "liability:loan", Kind.LIABILITY, Purpose.LOAN, {"en": "Loan", "zh-Hans": "贷款", "zh-Hant": "貸款"}, "CNY",
        loan=terms), NOW)
    arranging.open_with(session, seat, loan, cny("-12000"), date(2026, 10, 20), NOW)
    card = opening.add_account(session, seat, Account(
        0, "liability:card", Kind.LIABILITY, Purpose.CARD, {"en": "Card", "zh-Hans": "卡", "zh-Hant": "卡"}, "CNY",
        card=CardTerms(2_000_000, 5, 25, rate_bps=1825)), NOW)
    for on in (date(2026, 10, 20), TODAY):
        bought = compose.spent(card, [(named(session, seat, "dining"), cny("800"))])
        bookkeeping.record(session, seat, Entry(on, Verb.EXPENSE, bought), NOW)
    return loan.account_id, card.account_id


def _of_person(session, person_id: int, book_id: int) -> dict[str, str]:
    """A consent, a wish and a shown offer of the ledger's owner."""
    consent = consenting.grant(session, person_id, Scope.GENERIC, NOW)
    wish = quieting.ask(session, person_id, Why.NEVER, TODAY, NOW, kind="virtual_card")
    return {
        "consent": id_text(consent.consent_id), "quiet": id_text(wish.quiet_id), "slot": "journal",
        "offer": id_text(a_way(session, person_id, book_id)),
    }
