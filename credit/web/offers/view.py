"""What the templates of an offer are given: the card as it was kept, and the words to say it in."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g

from credit.services.offers import saying
from credit.store.offers.offers import Offer
from ledger.kernel.ids import id_text


def card_view(offer: Offer, today: date) -> dict[str, Any]:
    """An offer for the screen; sums are of its ledger's currency."""
    g.home_currency = offer.body["need"]["currency"] if offer.body else None
    return {
        "offer": offer, "offer_id": id_text(offer.offer_id), "book_id": id_text(offer.book_id), "card": offer.body,
        "currency": g.home_currency, "today": today, "saying": saying, "day_of": date.fromisoformat,
    }
