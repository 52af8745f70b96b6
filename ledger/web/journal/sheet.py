"""The entry sheet as its templates draw it: what is filled in, what is likely, and where one goes from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import request, url_for

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import Verb
from ledger.domain.names.name import Sort
from ledger.domain.quick.suggest import Repeat
from ledger.kernel.currency import DIGITS, is_commodity
from ledger.kernel.ids import id_text
from ledger.kernel.limits import LINE_MAX, TILES_MAX
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import opening, quick
from ledger.services.books.quick import Suggestions
from ledger.services.books.recording import channels_of
from ledger.services.currencies import commodities
from ledger.web.currencies.shown import RateShown, rate_shown
from ledger.web.journal import gathering, particulars
from ledger.web.journal.chips import Chip, chips_of
from ledger.web.journal.forms import PARTS_MAX, VERB_NAMES, values_read
from ledger.web.journal.particulars import Question
from ledger.web.owing import FIELDS as OTHERS
from ledger.web.seats import BookVisit

COMMON = ("CNY", "USD", "EUR", "JPY", "HKD", "TWD", "GBP", "KRW", "SGD", "THB", "AUD", "CAD", "MYR", "CHF")
"""Currencies offered in every book beside its own."""

_FIELDS = frozenset({
    "amount", "currency", "category", "account", "to", "interest", "got", "got_currency", "on", "payee", "note", "rate",
    "project", "for", "tags", "papers", *particulars.MEASURE, *OTHERS, "other_currency", "other_got_currency",
})
_TAKEN = {"csrf_token", "client_key"}
_UNITS = ("currency", "got_currency")


@dataclass(frozen=True, slots=True)
class Once:
    """A whole entry to record once more with one press: its words, its icon, and the values of its fields."""

    text: str
    icon: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the sheet shows.

    `kept` are the values of its fields as text. `stays` is true where it lies beside the journal; `verbs` are
    (value, name) of what can be said here. `thing` and `version` name the entry being put right; `is_words_only`
    where no form can say its amounts, `is_correction` where it stays and the difference is recorded on an open day.
    `projects` and `tags` are names to gather it under; `people` those it may be for, as (value, text) of an option;
    `questions` the scene's own.
    """

    book: str
    verb: str
    verbs: tuple[tuple[str, str], ...]
    kept: dict[str, str]
    faults: Mapping[str, str]
    tiles: list[Account]
    rest: list[Account]
    categories: list[Account]
    places: list[Account]
    channels: list[Account]
    currencies: tuple[str, ...]
    payees: tuple[str, ...]
    repeats: tuple[Once, ...]
    today: date
    home: str
    line: str = ""
    chips: tuple[Chip, ...] = ()
    stays: bool = False
    thing: str = ""
    version: str = ""
    is_words_only: bool = False
    is_correction: bool = False
    unsure: frozenset[str] = field(default_factory=frozenset)
    projects: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    rated: RateShown | None = None

    @property
    def yesterday(self) -> date:
        """The day before today."""
        return self.today - timedelta(days=1)

    @property
    def category_choices(self) -> list[tuple[str, str]]:
        """The categories as the value and the text of an option."""
        return [(id_text(one.account_id), localised(one.names)) for one in self.categories]

    @property
    def place_ids(self) -> frozenset[str]:
        """The places that can be chosen."""
        return frozenset(id_text(one.account_id) for one in self.places)

    @property
    def action(self) -> str:
        """Where the form is sent."""
        if self.is_correction:
            return url_for("journal.correct", book=self.book, thing=self.thing)
        if self.thing:
            return url_for("journal.amend", book=self.book, thing=self.thing)
        return url_for("journal.record", book=self.book)

    @property
    def strays(self) -> list[str]:
        """Faults that lie beside no field of the sheet."""
        return [said for name, said in self.faults.items()
                if name not in _FIELDS and not name.startswith(("part-", "take-", particulars.ANSWER))]

    @property
    def parts(self) -> list[int]:
        """The rows for further categories: those filled in, and one more to fill."""
        filled = [n for n in range(1, PARTS_MAX + 1) if self.kept.get(f"part-{n}") or self.kept.get(f"part-{n}-amount")]
        return list(range(1, min(max(filled, default=0) + 2, PARTS_MAX + 1)))

    @property
    def is_detailed(self) -> bool:
        """Whether what lies behind More is to be mended, or filled in and not shown as chips above."""
        asked = (one.name for one in self.questions)
        behind = ("payee", "note", "got", "got_currency", "papers", "other_currency", "other_got_currency",
                  *gathering.FIELDS, *particulars.MEASURE, *OTHERS, *asked)
        shown = (name for name in (*behind, "part-1") if name != "got_currency")
        filled = not self.line and any(self.kept.get(name) for name in shown)
        is_amiss = any(name in behind or name.startswith("part-") for name in self.faults)
        return filled or is_amiss or "parts" in self.unsure

    @property
    def is_ready(self) -> bool:
        """Whether a typed line filled everything in, so that the next press may record."""
        return bool(self.line) and not self.unsure and not self.faults


def build(visit: BookVisit, given: Mapping[str, str], *, line: str = "", **more: Any) -> Sheet:
    """The sheet with the values of an address, a form or an entry; a typed line fills what they leave open."""
    known = quick.accounts_in(visit.session, visit.seat)
    line = line.strip()[:LINE_MAX]
    reading = quick.understand(visit.session, visit.seat, line, visit.today) if line else None
    read = {**values_read(reading), **gathering.values_read(visit, reading)} if reading else {}
    kept = {**read, **_readable(given)}
    verb = Verb(kept.get("verb", Verb.EXPENSE))
    offered = _offered(visit, verb, kept.get("payee", ""))
    home = visit.seat.book.home_currency
    usual = {"account": id_text(offered.account.account_id)} if offered.account and verb is not Verb.TRANSFER else {}
    kept = {"on": visit.today.isoformat(), "currency": home, **usual, **kept, "verb": verb.value}
    categories = [*offered.categories, *_asked(known, kept, ("category", "part-"), offered.categories, _kind(verb))]
    tiles, rest = tiles_of(categories, kept.get("category", ""))
    channels = channels_of(known)
    return Sheet(
        id_text(visit.seat.book_id), verb.value, _verbs(visit, verb.value), kept, visit.faults, tiles, rest, categories,
        [*offered.accounts, *_asked(known, kept, ("account", "to"), offered.accounts)],
        [*channels, *(one for one in known.values() if one not in channels and _take(one) in kept)],
        _currencies(visit, known, kept), offered.payees, _repeats(offered, known, home), visit.today, home, line=line,
        chips=chips_of(reading, known, visit.today, home, is_of_the_book="for" in kept) if reading else (),
        projects=gathering.offered(visit, Sort.PROJECT), people=gathering.choices(visit),
        tags=gathering.offered(visit, Sort.TAG), questions=particulars.drawn(visit, verb.value),
        unsure=reading.unsure if reading else frozenset(),
        rated=rate_shown(visit, {**kept, "thing": more.get("thing", "")}),
        stays=kept.get("stays") == "1" or request.endpoint == "journal.index", **more)


def tiles_of(ranked: Sequence[Account], chosen: str) -> tuple[list[Account], list[Account]]:
    """The tiles in sight and the rest, behind one tile more; the one that is chosen is always in sight."""
    tiles = list(ranked)
    at = next((n for n, one in enumerate(tiles) if id_text(one.account_id) == chosen), 0)
    if at >= TILES_MAX:
        tiles.insert(TILES_MAX - 1, tiles.pop(at))
    return tiles[:TILES_MAX], tiles[TILES_MAX:]


def tiles_view(visit: BookVisit) -> dict[str, Any]:
    """The tiles anew, for a payee that was just typed."""
    fields = Fields(request.args)
    offered = _offered(visit, Verb(fields.choice("verb", VERB_NAMES)), fields.line("payee"))
    chosen = fields.line("category")
    tiles, rest = tiles_of(offered.categories, chosen)
    return {"tiles": tiles, "rest": rest, "chosen": chosen, "fault": ""}


def _readable(given: Mapping[str, str]) -> dict[str, str]:
    """The given values, but for empty ones and for a verb or a currency that no field can show."""
    is_unit = {name: value in DIGITS or is_commodity(value) for name, value in given.items() if name in _UNITS}
    return {name: value for name, value in given.items()
            if value and name not in _TAKEN and is_unit.get(name, name != "verb" or value in VERB_NAMES)}


def _offered(visit: BookVisit, verb: Verb, payee: str) -> Suggestions:
    hour = clock.now().astimezone(clock.zone_info(visit.seat.book.zone)).hour
    return quick.sheet(visit.session, visit.seat, visit.today, hour, verb=verb, payee=payee)


def _asked(known: Mapping[int, Account], kept: Mapping[str, str], fields: tuple[str, ...], offered: Sequence[Account],
           kind: Kind | None = None) -> list[Account]:
    """Accounts that the values name and nobody offers: put away since, and still those of the entry."""
    wanted = {value for name, value in kept.items() if name.startswith(fields)}
    fitting = [one for one in known.values() if (one.kind is kind if kind else one.is_place)]
    return [one for one in fitting if id_text(one.account_id) in wanted and one not in offered]


def _kind(verb: Verb) -> Kind:
    return Kind.INCOME if verb in (Verb.INCOME, Verb.TAKINGS) else Kind.EXPENSE


def _take(account: Account) -> str:
    return f"take-{id_text(account.account_id)}"


def _verbs(visit: BookVisit, verb: str) -> tuple[tuple[str, str], ...]:
    """What can be said here: a refund only once it was chosen, takings where a shop is kept."""
    names = {"expense": _("Spent"), "income": _("Received"), "transfer": _("Moved")}
    scene = opening.scenes().get(visit.seat.book.scene)
    if scene is not None and any(one.value == "takings" for one in scene.verbs):
        names = {"takings": _("Takings"), **names}
    if verb == "refund":
        names["refund"] = _("Refund")
    return tuple(names.items())


def _currencies(visit: BookVisit, known: Mapping[int, Account], kept: Mapping[str, str]) -> tuple[str, ...]:
    own = commodities.open_units(visit.session, visit.seat)
    held = [one.currency for one in known.values() if one.currency]
    asked = [code for code in (kept.get("currency"), kept.get("got_currency")) if code]
    return tuple(dict.fromkeys([visit.seat.book.home_currency, *held, *own, *asked, *COMMON]))


def _repeats(offered: Suggestions, known: Mapping[int, Account], home: str) -> tuple[Once, ...]:
    return tuple(_once(one, known, home) for one in offered.repeats if one.category in known)


def _once(one: Repeat, known: Mapping[int, Account], home: str) -> Once:
    category, money = known[one.category], Money(one.minor, one.currency)
    kind = Verb.INCOME if category.kind is Kind.INCOME else Verb.EXPENSE
    values = {
        "verb": kind.value, "amount": f"{money.decimal:f}", "currency": one.currency,
        "category": id_text(one.category), "account": id_text(one.account), "payee": one.payee, "note": one.note,
    }
    name = one.note or one.payee or localised(category.names)
    return Once(f"{name} {amount_text(money, symbol=False, home=home)}", category.icon, values)
