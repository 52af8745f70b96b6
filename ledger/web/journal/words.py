"""What the journal says in a person's words: titles, the names of fields and deeds, values as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ledger.domain.books.account import Account
from ledger.domain.books.book import Member
from ledger.domain.books.entry import Verb
from ledger.domain.books.journal import ANSWER, Change, Facts
from ledger.domain.books.scene import SceneField
from ledger.domain.names.tags import written
from ledger.domain.papers.measure import Measured
from ledger.kernel.errors import N_
from ledger.kernel.money import Money
from ledger.plumbing.format import amount_text, day, listed
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.journal import Shown
from ledger.web.journal.particulars import answer_text, measure_text

FIELDS = {
    "on": N_("Day"),
    "verb": N_("What"),
    "amount": N_("Amount"),
    "category": N_("Category"),
    "parts": N_("Parts"),
    "account": N_("Account"),
    "to": N_("To"),
    "payee": N_("With whom"),
    "note": N_("Note"),
    "rate": N_("Rate"),
    "payer": N_("Paid by"),
    "for": N_("For"),
    "project": N_("Project"),
    "tags": N_("Tags"),
    "shares": N_("Shares"),
    "quantity": N_("Quantity"),
    "status": N_("State"),
    "visibility": N_("Who sees it"),
}
"""The names of an entry's fields, in the order they are shown."""

VERBS = {
    Verb.EXPENSE: N_("Spent"),
    Verb.INCOME: N_("Received"),
    Verb.TRANSFER: N_("Moved"),
    Verb.REFUND: N_("Refund"),
    Verb.TAKINGS: N_("Takings"),
    Verb.OPENING: N_("Held at the start"),
    Verb.EXCHANGE: N_("Exchanged"),
    Verb.JOURNAL: N_("Written line by line"),
}

DEEDS = {
    "record": N_("Recorded"),
    "amend": N_("Amended"),
    "take_back": N_("Taken back"),
    "restore": N_("Put back"),
    "import": N_("Brought in from a file"),
    "undo_import": N_("Taken back with its file"),
    "record_several": N_("Recorded with others"),
    "amend_several": N_("Amended with others"),
    "take_back_several": N_("Taken back with others"),
    "restore_several": N_("Put back with others"),
    "move_out": N_("Moved to another ledger"),
    "move_in": N_("Came from another ledger"),
}

WAYS = {"operator": N_("by the operator"), "token": N_("through a key"), "job": N_("by itself")}


def deed_name(deed: str) -> str:
    """What a deed of the log is called."""
    return _(DEEDS.get(deed, N_("Changed")))


def title_of(shown: Shown) -> str:
    """What an entry is called: its note and payee, else its category, else from where to where."""
    words, line = shown.kept.entry.words, shown.line
    if words.note and words.payee:
        return _("%(note)s, %(payee)s", note=words.note, payee=words.payee)
    return words.note or words.payee or names(line.what) or route_of(shown)


def route_of(shown: Shown) -> str:
    """Where the money was, or from where to where it moved."""
    places, target = names(shown.line.places), names(shown.line.target)
    return f"{places} → {target}" if places and target else places or target


def names(accounts: tuple[Account, ...]) -> str:
    """The first account's name, and how many more there are."""
    if not accounts:
        return ""
    more = f" +{len(accounts) - 1}" if len(accounts) > 1 else ""
    return localised(accounts[0].names) + more


def member_name(member: Member | None) -> str:
    """A member's name; one whose name was erased is a former member."""
    return member.name if member and member.name else _("former member")


@dataclass(frozen=True, slots=True)
class Sayer:
    """Says an entry's facts with the names of one book: accounts, members, projects, tags, the scene's questions."""

    known: Mapping[int, Account]
    members: Mapping[int, Member]
    today: date
    projects: Mapping[int, str]
    tags: Mapping[int, str]
    questions: Mapping[str, SceneField] = field(default_factory=dict)

    def rows(self, facts: Facts, *left_out: str) -> list[tuple[str, str]]:
        """Each fact as its field's name and its value."""
        answered = (name for name in facts if name.startswith(ANSWER))
        shown = (name for name in (*FIELDS, *answered) if name in facts and name not in left_out)
        return [(self.named(name), self.said(name, facts[name])) for name in shown]

    def changed(self, changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
        """Each change as its field's name, the value before and the value after."""
        return [
            (self.named(one.field), self.said(one.field, one.before), self.said(one.field, one.after))
            for one in changes
        ]

    def named(self, name: str) -> str:
        """What a field is called: one of every entry's, or a question of the scene."""
        if name in FIELDS:
            return _(FIELDS[name])
        key = name.removeprefix(ANSWER)
        return localised(self.questions[key].names) if key in self.questions else key

    def said(self, name: str, value: Any) -> str:
        """A field's value as plain text; nothing is a dash."""
        if not value:
            return "–"
        if name.startswith(ANSWER):
            return answer_text(self.questions.get(name.removeprefix(ANSWER)), str(value), self.today)
        if name == "visibility":
            return _("only who recorded it")
        if name == "status":
            return _("waiting for approval")
        if name == "project":
            return listed([self.projects.get(one, "–") for one in value])
        return written(self.tags.get(one, "–") for one in value) if name == "tags" else self._text(value)

    def _text(self, value: Any) -> str:
        if isinstance(value, tuple):
            texts = [self._text(one) for one in value]
            return " ".join(texts) if _is_share(value) else listed(texts)
        if isinstance(value, date):
            return day(value, self.today)
        if isinstance(value, Money):
            return amount_text(value)
        if isinstance(value, Account | Measured):
            return localised(value.names) if isinstance(value, Account) else measure_text(value)
        if isinstance(value, int):
            return member_name(self.members.get(value))
        return _(VERBS[value]) if isinstance(value, Verb) else str(value)


def _is_share(value: tuple[Any, ...]) -> bool:
    """Whether it is somebody's or some category's part: who or what, and how much."""
    return len(value) == 2 and isinstance(value[1], Money) and not isinstance(value[0], Money)
