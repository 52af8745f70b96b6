"""What is said of deeds done to several entries."""

from __future__ import annotations

from ledger.domain.bulk.change import Change
from ledger.kernel.errors import N_
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import ngettext

CHANGES = {
    Change.CATEGORY: N_("Another category"),
    Change.ACCOUNT: N_("Another account"),
    Change.PROJECT: N_("Gather under a project"),
    Change.PERSON: N_("Say whom it was for"),
    Change.DUPLICATE: N_("Record once more"),
    Change.MOVE: N_("Move to another ledger"),
    Change.TAKE_BACK: N_("Take back"),
}
"""The changes, in the order they are offered."""


def done(change: Change, count: int, book: str = "") -> str:
    """What was done to how many entries."""
    if not count:
        return _("Nothing had to be changed.")
    if change is Change.DUPLICATE:
        return ngettext("Recorded once more: %(num)s entry", "Recorded once more: %(num)s entries", count)
    if change is Change.TAKE_BACK:
        return ngettext("Taken back: %(num)s entry", "Taken back: %(num)s entries", count)
    if change is Change.MOVE:
        return ngettext("Moved to %(book)s: %(num)s entry", "Moved to %(book)s: %(num)s entries", count, book=book)
    return ngettext("Changed: %(num)s entry", "Changed: %(num)s entries", count)


def undone(count: int) -> str:
    """How many entries are as they were."""
    return ngettext("As it was: %(num)s entry", "As they were: %(num)s entries", count)
