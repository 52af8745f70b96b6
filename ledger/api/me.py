"""Whom the token acts for."""

from __future__ import annotations

from ledger.api.shapes.person import MeOut
from ledger.kernel.ids import id_text
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.api.area import ApiArea

area = ApiArea("me", __name__)


@area.get("/me", SIGNED_IN, "", MeOut)
def me(visit: Visit[int]) -> MeOut:
    """The person of this token, and what the token is good for."""
    who = visit.principal
    return MeOut(
        id=id_text(visit.seat), email=who.email, name=who.name, language=who.language, zone=who.zone,
        currency=who.home_currency, scopes=sorted(who.scopes or ()),
    )  # fmt: skip
