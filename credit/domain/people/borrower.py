"""What a person said once about themselves: born when, living where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.kernel.errors import N_, Invalid

COUNTRIES: dict[str, str] = {
    "CN": N_("China"), "TW": N_("Taiwan"), "HK": N_("Hong Kong"), "MO": N_("Macao"), "SG": N_("Singapore"),
    "GB": N_("United Kingdom"), "US": N_("United States"), "AT": N_("Austria"), "BE": N_("Belgium"),
    "DE": N_("Germany"), "DK": N_("Denmark"), "ES": N_("Spain"), "FI": N_("Finland"), "FR": N_("France"),
    "IE": N_("Ireland"), "IT": N_("Italy"), "LU": N_("Luxembourg"), "NL": N_("Netherlands"), "PL": N_("Poland"),
    "PT": N_("Portugal"), "SE": N_("Sweden"),
}
"""Countries one may say one lives in, by their two letters."""

OLDEST = 120
"""Years nobody is older than."""


class NotABirthDate(Invalid):
    """A birth date that is still to come, or longer ago than anybody lives."""

    message = N_("Write the day you were born, such as 1990-04-30.")


@dataclass(frozen=True, slots=True)
class Borrower:
    """A birth date and a country of two letters; None and "" where it was not said."""

    born_on: date | None = None
    country: str = ""


def age(born_on: date, on: date) -> int:
    """Whole years lived on a day; one born on 29 February is a year older on 1 March of other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def check_birth_date(born_on: date, on: date) -> date:
    """A birth date somebody can have. Raises: NotABirthDate."""
    if born_on > on or age(born_on, on) > OLDEST:
        raise NotABirthDate(field="born_on")
    return born_on
