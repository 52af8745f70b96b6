"""What things of a lender are called on screen."""

from __future__ import annotations

from collections.abc import Mapping

from credit.domain.lenders.approval import Verdict
from credit.domain.lenders.version import State
from credit.domain.offers.refusals import WORDS
from credit.domain.rules.guards import TITLES, GuardId
from credit.domain.rules.moment import Moment
from ledger.kernel.errors import N_
from ledger.plumbing.i18n import gettext as _

MOMENTS: Mapping[str, str] = {
    Moment.CARD_REFINANCE: N_("A card debt that is carried on"),
    Moment.SHORTFALL: N_("Money runs short before the next pay"),
    Moment.IDLE_CASH: N_("Money lies idle"),
    Moment.SEASONAL_SURPLUS: N_("A business has money to spare for a season"),
    Moment.SLOW_RECEIVABLES: N_("A business waits for money it is owed"),
    Moment.BIG_PURCHASE: N_("A large purchase was made"),
    Moment.PLANNED_PURCHASE: N_("A purchase is planned"),
    Moment.TRAVEL: N_("A journey abroad"),
    Moment.DEAR_LOAN: N_("A loan that costs much"),
    Moment.EARLY_DISCOUNT: N_("A supplier gives a discount for paying early"),
    Moment.REPRICING: N_("A rate changes soon"),
}
"""The needs rules can be written for."""

ANSWERED = (Moment.CARD_REFINANCE, Moment.SHORTFALL, Moment.IDLE_CASH)
"""Those that are looked for in the books today."""

ROLES: Mapping[str, str] = {
    "admin": N_("Sees to the people"),
    "analyst": N_("Writes rules and products"),
    "approver": N_("Approves"),
    "compliance": N_("Approves for compliance"),
    "viewer": N_("Reads"),
}

STATES: Mapping[State, tuple[str, str, str]] = {
    State.DRAFT: (N_("draft"), "pencil-line", ""),
    State.SUBMITTED: (N_("waits for names"), "hourglass", "warn"),
    State.APPROVED: (N_("approved"), "check", "good"),
    State.LIVE: (N_("live"), "badge-check", "good"),
    State.RETIRED: (N_("was live"), "archive", ""),
    State.SENT_BACK: (N_("sent back"), "undo-2", "bad"),
}
"""Where a version stands: words, icon, and the kind of state it is."""

VERDICTS: Mapping[Verdict, str] = {
    Verdict.APPROVED: N_("approved"), Verdict.COMPLIES: N_("approved for compliance"),
    Verdict.SENT_BACK: N_("sent back"),
}

WANTED: Mapping[Verdict, str] = {
    Verdict.APPROVED: N_("somebody who approves"), Verdict.COMPLIES: N_("somebody for compliance"),
}
"""Whose name is still to come."""

DEEDS: Mapping[tuple[str, str], str] = {
    ("lender", "open"): N_("added the lender"),
    ("lender", "license"): N_("wrote down the licence"),
    ("member", "join"): N_("let a person in"),
    ("member", "role"): N_("changed a role"),
    ("member", "leave"): N_("let a person go"),
    ("product", "draft"): N_("kept a product as a draft"),
    ("product", "sell"): N_("put a product on sale"),
    ("product", "retire"): N_("took a product off sale"),
    ("rule_version", "draft"): N_("began a version"),
    ("rule_version", "amend"): N_("wrote into a version"),
    ("rule_version", "submit"): N_("handed a version in"),
    ("rule_version", "take_back"): N_("took a version back"),
    ("rule_version", "approved"): N_("gave the last name it needed"),
    ("rule_version", "send_back"): N_("sent a version back"),
    ("rule_version", "go_live"): N_("put a version live"),
    ("rule_version", "retire"): N_("took a version off"),
    ("approval", "approve"): N_("approved exactly this text"),
    ("approval", "refuse"): N_("said what should change"),
    ("simulation", "simulate"): N_("tried a version out"),
}
"""What the log's deeds are called, by subject and deed."""

OFFER_COLUMNS: Mapping[str, str] = {
    "product": N_("Product"), "max": N_("Up to"), "rate_percent": N_("Yearly rate"), "instalments": N_("Months"),
}

EVENTS: Mapping[str, str] = {
    "shown": N_("Shown"), "opened": N_("Opened"), "applied": N_("Asked for"), "recorded": N_("Recorded"),
}
"""The steps of an offer that is taken, in order."""

REFUSALS: Mapping[str, str] = {
    "declined": N_("Not now"), "never": N_("Never"), "cancelled": N_("Taken back"),
}

DONE: Mapping[str, str] = {
    "kept": N_("Kept."),
    "submitted": N_("Handed in. It waits for the names it needs."),
    "taken_back": N_("Taken back. It is a draft again."),
    "approved": N_("Your name stands under exactly this text."),
    "sent_back": N_("Sent back with your note."),
    "live": N_("Live. People meet it from their next slot on."),
    "retired": N_("Taken off. Nobody meets it any more."),
    "sold": N_("On sale. Rules may offer it."),
    "stopped": N_("Off sale."),
    "joined": N_("In."),
    "role": N_("The role is changed."),
    "left": N_("Let go."),
}
"""What a page may be told was just done."""

PAID = (N_("One salary"), N_("Two salaries"), N_("By the week"), N_("Several payers, as it comes"))
AGES = (N_("Under 30"), N_("30 to 44"), N_("45 to 59"), N_("60 and over"))
"""The groups a simulation is told by."""


def held_by(by: str, why: str) -> str:
    """What stopped people, in a few words."""
    if why == "unknown":
        return _("Something is not known")
    if by in {guard.value for guard in GuardId}:
        return _(TITLES[GuardId(by)])
    return _(WORDS[why]) if why in WORDS else why


def deed_said(subject: str, deed: str) -> str:
    """A deed of the log in words."""
    return _(DEEDS[subject, deed]) if (subject, deed) in DEEDS else deed
