"""What deeds of the log are called on screen, and the things they were done to."""

from __future__ import annotations

from ledger.kernel.errors import N_
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, ngettext
from ledger.services.past.activity import Happened, Of
from ledger.web.journal.words import member_name, title_of

OF = {
    Of.ALL: N_("Everything"),
    Of.ENTRIES: N_("Entries"),
    Of.FILES: N_("Bank files"),
    Of.PLANS: N_("Plans"),
    Of.ACCOUNTS: N_("Accounts"),
    Of.PEOPLE: N_("People"),
    Of.LEDGER: N_("The ledger"),
}
"""What deeds may be asked for."""

DEEDS = {
    "entry": {"record": N_("Recorded"), "amend": N_("Amended"), "take_back": N_("Taken back"),
              "restore": N_("Put back")},
    "batch": {"import": N_("Brought in from a file"), "undo_import": N_("Taken back with its file")},
    "home_value": {"value": N_("Home values completed")},
    "rate": {"give_rate": N_("Rate given")},
    "account": {"arrange": N_("Arranged")},
    "check": {"check": N_("Checked"), "take_back": N_("Check taken back"), "fix": N_("Put right after a check")},
    "project": {"open_project": N_("Project opened")},
    "scheduled": {"plan": N_("Planned"), "unplan": N_("Put away"), "recorded": N_("Recorded as planned"),
                  "left_out": N_("Left out once")},
    "budget": {"plan": N_("Budget written"), "unplan": N_("Put away")},
    "goal": {"plan": N_("Goal written"), "unplan": N_("Put away")},
    "report": {"save_report": N_("Report saved"), "drop_report": N_("Put away")},
    "member": {"join": N_("Joined"), "leave": N_("Left")},
    "invitation": {"invite": N_("Invitation sent"), "withdraw": N_("Invitation withdrawn")},
    "book": {"open": N_("Ledger opened"), "arrange": N_("Settings changed"), "lock": N_("Months closed"),
             "unlock": N_("Months opened again")},
}

ICONS = {
    "record": "pencil-line", "amend": "pencil", "take_back": "trash-2", "restore": "rotate-ccw", "import": "file-down",
    "undo_import": "trash-2", "unplan": "trash-2", "plan": "calendar", "lock": "lock", "unlock": "lock",
}

_BY_KIND = {"account": "wallet", "check": "check", "member": "users", "invitation": "users", "book": "settings",
            "home_value": "coins", "rate": "coins", "budget": "target", "goal": "target", "scheduled": "calendar",
            "project": "tag", "report": "star"}


def deed_of(one: Happened) -> str:
    """What a deed is called."""
    return _(DEEDS.get(one.subject_kind, {}).get(one.deed, N_("Changed")))


def closing_name(deed: str) -> str:
    """What a deed done to the whole ledger is called."""
    named = DEEDS["book"]
    return _(named[deed])


def icon_of(one: Happened) -> str:
    """The icon of a deed."""
    if one.shown is not None:
        return one.shown.line.icon
    return ICONS.get(one.deed) or _BY_KIND.get(one.subject_kind, "notebook-pen")


def what_of(one: Happened) -> str:
    """What a deed was done to, by name."""
    if one.shown is not None:
        return title_of(one.shown)
    if one.batch is not None:
        return one.batch.name
    if one.subject_kind == "batch":
        return ngettext("%(num)s entry", "%(num)s entries", one.things)
    if one.account is not None:
        return localised(one.account.names)
    if one.plan is not None:
        return one.plan.name or _("All spending")
    return member_name(one.member) if one.member is not None else deed_of(one)
