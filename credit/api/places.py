"""What a program sent, handed to the readers of the domain, and their places named as this API names fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ledger.kernel.errors import HouseError
from ledger.plumbing.api.shape import Shape

_PLACES = str.maketrans({"[": ".", "]": None})


def document_of(body: Shape) -> dict[str, object]:
    """What was sent as the readers of the domain know it: what is left out or null is not there."""
    return body.model_dump(mode="json", exclude_none=True)


def dotted(place: str) -> str:
    """The path of a field: `fees.0.amount`, not `fees[0].amount`."""
    return place.translate(_PLACES)


@contextmanager
def in_dotted_places() -> Iterator[None]:
    """Name the field of whatever is refused in here by its path."""
    try:
        yield
    except HouseError as error:
        if isinstance(place := error.facts.get("field"), str):
            error.facts["field"] = dotted(place)
        raise
