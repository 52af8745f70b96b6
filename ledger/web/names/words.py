"""Names in words: what each sort is called, the days of one, what it says field by field."""

from __future__ import annotations

from datetime import date

from ledger.domain.names.name import Name, Sort
from ledger.kernel.errors import N_, Missing
from ledger.plumbing.format import day_short
from ledger.plumbing.i18n import gettext as _

SORTS = {Sort.PROJECT: N_("Projects"), Sort.TAG: N_("Tags"), Sort.PAYEE: N_("Payees")}
ONE = {Sort.PROJECT: N_("Project"), Sort.TAG: N_("Tag"), Sort.PAYEE: N_("Payee")}
NEW = {Sort.PROJECT: N_("New project"), Sort.TAG: N_("New tag"), Sort.PAYEE: N_("New payee")}
NONE_YET = {
    Sort.PROJECT: N_("No project yet. A trip or a renovation is one: write @kyoto in the line, or name it here."),
    Sort.TAG: N_("No tag yet. Write #work in the line, and find or add up what bears it."),
    Sort.PAYEE: N_("No payee in the last twelve months. Whoever you name when recording stands here."),
}
ICONS = {Sort.PROJECT: "map-pin", Sort.TAG: "tag", Sort.PAYEE: "users"}


def sort_of(text: str) -> Sort:
    """The sort an address names. Raises: Missing."""
    if text not in tuple(Sort):
        raise Missing()
    return Sort(text)


def shown_as(name: Name) -> str:
    """A name as it is shown: a tag with its mark."""
    return f"#{name.name}" if name.sort is Sort.TAG else name.name


def span(first: date | None, last: date | None, today: date) -> str:
    """Days in words; nothing where there are none."""
    if first is None and last is None:
        return ""
    if first is None or last is None:
        low, high = (day_short(one, today) if one else "" for one in (first, last))
        return _("from %(low)s", low=low) if low else _("up to %(high)s", high=high)
    if first == last:
        return day_short(first, today)
    return _("%(low)s to %(high)s", low=day_short(first, today), high=day_short(last, today))


def said(name: Name, category: str, account: str) -> list[tuple[str, str]]:
    """The names of its fields, each with its value as text; always the same of one sort, in the same order."""
    found = [(_("Name"), name.name)]
    if name.sort is Sort.PROJECT:
        found += [(_("First day"), day_short(name.since) if name.since else "–"),
                  (_("Last day"), day_short(name.until) if name.until else "–")]
    if name.sort is Sort.PAYEE:
        found += [(_("Usual category"), category or "–"), (_("Usual account"), account or "–")]
    return [*found, (_("State"), _("put away") if name.closed else "–")]
