"""What a person may choose among in their settings: languages, zones, currencies, with their names."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from babel.numbers import get_currency_name

from ledger.kernel.currency import DIGITS
from ledger.plumbing.i18n import LANGUAGES
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.language import LOCALES

LANGUAGE_NAMES = (("en", "English"), ("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"))
"""Each language as it calls itself."""

_OFTEN = ("CNY", "TWD", "HKD", "EUR", "GBP", "JPY", "USD")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    areas = (
        "Africa",
        "America",
        "Antarctica",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
    return frozenset(name for name in available_timezones() if name.partition("/")[0] in areas) | {"UTC"}


def is_zone(name: str) -> bool:
    """Whether a time zone is among those offered."""
    return name in _zones()


@lru_cache(maxsize=len(LANGUAGES))
def zone_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Time zones with the name of their place, in the order of those names; places of one name say which zone."""
    places = {name: _place(name, language) for name in _zones()}
    often = Counter(places.values())
    named = [(name, place if often[place] == 1 else f"{place} · {name}") for name, place in places.items()]
    return tuple(sorted(named, key=lambda one: (one[0] != "UTC", one[1], one[0])))


@lru_cache(maxsize=len(LANGUAGES))
def currency_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Currencies with their names, the often wanted first."""
    named = {code: f"{code} · {get_currency_name(code, locale=LOCALES[language])}" for code in DIGITS}
    return tuple(
        (code, named[code]) for code in (*_OFTEN, *(code for code in sorted(named) if code not in _OFTEN))
    )


def theme_choices() -> tuple[tuple[str, str], ...]:
    """How pages may look."""
    return (("", _("As the device")), ("light", _("Light")), ("dark", _("Dark")))


def _place(name: str, language: str) -> str:
    city = name.rpartition("/")[2].replace("_", " ")
    if name == "UTC" or language == "en":
        return f"{name.partition('/')[0]}: {city}" if "/" in name else name
    return get_timezone_location(name, locale=LOCALES[language], return_city=True) or city
