"""What a card says, as messages with places: its heading, the offer's own, each way in the list, each rate."""

from __future__ import annotations

from ledger.kernel.errors import N_

HEADINGS: dict[str, str] = {
    "card_refinance": N_("There is a cheaper way to clear the %(amount)s on your card"),
    "idle_cash": N_("You will not need %(amount)s for two months"),
    "shortfall": N_("%(amount)s may be missing around %(day)s"),
}
"""By moment: what the card is about. Places: `amount` and `day`."""

ANY_HEADING = N_("Something could help with %(amount)s")
"""For every other moment."""

OFFER_HEADINGS: dict[str, str] = {
    "refinance": N_("Move %(amount)s off the card and pay it back over %(months)s"),
    "loan": N_("Borrow %(amount)s and pay it back over %(months)s"),
    "instalment": N_("Pay %(amount)s over %(months)s"),
    "fund": N_("Put %(amount)s into a fund"),
    "virtual_card": N_("A card for %(amount)s, paid back over %(months)s"),
}
"""By kind of product: what taking it up would mean. Places: `amount` and `months`."""

OFFER_WAYS: dict[str, str] = {
    "refinance": N_("Move it to %(name)s, %(months)s"),
    "loan": N_("Borrow from %(name)s, %(months)s"),
    "instalment": N_("Instalments of %(name)s, %(months)s"),
    "fund": N_("Put it into a fund of %(name)s"),
    "virtual_card": N_("A card of %(name)s, %(months)s"),
}
"""By kind of product: the offer as one of the ways. Places: `name` and `months`."""

STAY = N_("Carry on as now")
"""The last of the ways."""

RATES: dict[str, str] = {
    "cn_simple": N_("%(rate)s a year (simple)"),
    "cn_compound": N_("%(rate)s a year (compound)"),
    "eu_aprc": N_("%(rate)s a year (effective)"),
    "us_actuarial": N_("%(rate)s a year (nominal, actuarial)"),
    "nominal": N_("%(rate)s a year (nominal)"),
}
"""By convention: a yearly rate is never said without it."""

LINES: dict[str, str] = {
    "old_card_interest": N_("The old card’s interest for 10 days"),
}
"""Lines of a cost that are not fees of the product; a fee is called what its lender calls it."""

EVENTS: dict[str, str] = {
    "shown": N_("shown"), "opened": N_("opened"), "declined": N_("not now"), "never": N_("never this kind"),
    "applied": N_("taken up"), "cancelled": N_("cancelled"), "proposed": N_("left as a draft in the ledger"),
    "recorded": N_("recorded in the ledger"), "refused": N_("refused by the lender"),
    "review_asked": N_("a person was asked to look"), "shared": N_("passed on to the lender"),
}
"""What happened to an offer."""

STATES: dict[str, str] = {
    "open": N_("open"), "declined": N_("put aside"), "applied": N_("taken up"), "cancelled": N_("cancelled"),
    "recorded": N_("recorded"),
}
"""Where an offer stands."""
