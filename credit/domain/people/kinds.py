"""What may be shown in a slot, by kind, as it is called where one says “not now” or “never”."""

from __future__ import annotations

from ledger.kernel.errors import N_

FREE = "free"
"""The kind of what no lender sells."""

KINDS: dict[str, str] = {
    "": N_("Anything at all"),
    "refinance": N_("Paying a card off with a loan"),
    "loan": N_("Loans"),
    "instalment": N_("Paying a purchase off in instalments"),
    "fund": N_("Putting money into a fund"),
    "virtual_card": N_("Virtual cards"),
    FREE: N_("Ways that cost nothing"),
}
"""Kinds of product, what no lender sells, and "" for every kind."""
