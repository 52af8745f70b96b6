"""Why a rule set, or one of its terms, comes to nothing: each word a decision keeps, said plainly."""

from __future__ import annotations

from credit.domain.offers.decision import Stopped
from credit.domain.rules.speech import Listed, Quantity, Said
from credit.domain.signals.registry import SIGNALS, Unit
from ledger.kernel.errors import N_

WORDS: dict[str, str] = {
    "not_now": N_("This is not a moment for it."),
    "not_answered": N_("Nothing is offered for this moment here."),
    "no_row_fits": N_("No row of these rules fits."),
    "only_roughly_known": N_("Days are not recorded, and it would hang on what they hold."),
    "offer_does_not_fit": N_("The offer does not meet the row’s own conditions on offers."),
    "no_such_product": N_("The product of the row is not there."),
    "not_this_kind": N_("The product is of another kind than is needed."),
    "other_currency": N_("The product is in another currency."),
    "below_least": N_("The product begins above what is needed."),
    "term_not_sold": N_("The product is not sold for this number of months."),
    "ends_too_late": N_("It would end after the latest day that makes sense."),
    "rate_out_of_reach": N_("Its yearly rate is too extreme to be shown."),
    "no_root": N_("No yearly rate can be worked out for it."),
    "several_roots": N_("No single yearly rate can be worked out for it."),
    "amount_too_large": N_("An amount of it is too large."),
    "earns_nothing": N_("After its fees nothing would be earned."),
    "costs_more": N_("It costs more in all than going on as now."),
    "instalment_too_high": N_("Its instalments are higher than what is paid now."),
    "ends_later": N_("It ends later than going on as now."),
    "saves_too_little": N_("It saves too little to be worth it."),
    "not_robust": N_("It saves too little if a tenth more were paid as now, or if the money came ten days late."),
    "debt_costs_more": N_("The card costs more than this would earn. Pay the card first."),
}
"""Every word of `why` but the guards' own, which say themselves."""

_UNKNOWN = N_("Not known: %(signals)s.")
_MONTHS = N_("Over %(months)s: %(reason)s")


def reason_of(stopped: Stopped) -> Said:
    """The plain reason."""
    if stopped.stop is not None:
        said = stopped.stop.reason
    elif stopped.unknown:
        names = tuple(Said(SIGNALS[name].plain) for name in stopped.unknown)
        said = Said(_UNKNOWN, {"signals": Listed(names)})
    else:
        said = Said(WORDS[stopped.why])
    if not stopped.months:
        return said
    return Said(_MONTHS, {"months": Quantity(stopped.months, Unit.MONTHS), "reason": said})
