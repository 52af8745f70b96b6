"""The screens on which a person allows help with money, and asks for quiet."""

from credit.web.people import deeds, page
from credit.web.people.area import area

__all__ = ["area", "deeds", "page"]
