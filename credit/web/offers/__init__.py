"""The screens on which a person meets an offer: the slot, the offer itself, why, accepting, what was shown."""

from credit.web.offers import accepting, deeds, pages, shelf, shown, slots
from credit.web.offers.area import area

__all__ = ["accepting", "area", "deeds", "pages", "shelf", "shown", "slots"]
