"""How money, days and numbers are written on screen, in the language of the reader.

Money follows the face: U+2212 before the symbol, minor units set apart and never dropped from a sum, a
foreign sum led by its code. What goes into markup is escaped; figures are Latin digits in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol
from flask import g, has_app_context
from markupsafe import Markup, escape

from ledger.kernel.currency import digits_of, shown_code
from ledger.kernel.money import Money
from ledger.plumbing.language import LOCALES, current_language, gettext

MINUS = "−"
"""U+2212, the sign of a sum below zero. A hyphen is not a minus."""

_KEPT = 4_096
_SYMBOLS = {
    "CNY": "¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "TWD": "NT$",
    "USD": "$",
}
_SHARED_SYMBOL = {"JPY"}
_SIGNS = ("auto", "plus", "change", "none", "move")
_DAY = {"en": "EEE d MMM", "zh-Hans": "M月d日 EEE", "zh-Hant": "M月d日 EEE"}
_DAY_LONG = {"en": "EEEE, d MMMM y", "zh-Hans": "y年M月d日 EEEE", "zh-Hant": "y年M月d日 EEEE"}
_DAY_SHORT = {"en": "d MMM", "zh-Hans": "M月d日", "zh-Hant": "M月d日"}
_MONTH = {"en": "MMMM", "zh-Hans": "M月", "zh-Hant": "M月"}
_MONTH_SHORT = {"en": "MMM", "zh-Hans": "M月", "zh-Hant": "M月"}
_WAN = {"zh-Hans": "万", "zh-Hant": "萬"}


def money(
    amount: Money | tuple[int, str],
    sign: str = "auto",
    hero: bool = False,
    symbol: bool = True,
    *,
    minor: bool = True,
    short: bool = False,
    home: str | None = None,
) -> Markup:
    """A sum as a `<data>` element of the face.

    `sign`: auto shows − below zero; plus shows + as well and marks it as received; change shows + unmarked;
    none and move show neither, move being money between own accounts. `minor=False` is for plans and budgets,
    `short=True` for a sum below zero that must be seen. `home` is the reader's currency (default: the open
    book's, `g.home_currency`): any other is led by its code. Raises: UnknownCurrency.
    """
    if sign not in _SIGNS:
        raise ValueError(f"sign is one of {', '.join(_SIGNS)}")
    units, currency = (amount.minor, amount.currency) if isinstance(amount, Money) else amount
    shape = (sign, hero, symbol, minor, short)
    return _money(units, currency, shape, _home(home), current_language())


def amount_text(
    amount: Money | tuple[int, str], sign: str = "auto", symbol: bool = True, *, home: str | None = None
) -> str:
    """A sum as plain text, `−¥38.00` or `−JPY 86,400`, for messages and labels; signs as in `money`."""
    units, currency = (amount.minor, amount.currency) if isinstance(amount, Money) else amount
    return _amount_text(units, currency, sign, symbol, _home(home), current_language())


def axis_amount(amount: Money | tuple[int, str], symbol: bool = False) -> str:
    """A sum beside an axis: whole units, and in Chinese 万 from 100,000 up."""
    held = amount if isinstance(amount, Money) else Money(*amount)
    units = abs(held.minor) // 10 ** digits_of(held.currency)
    wan = _WAN.get(current_language())
    in_wan = f"{Decimal(units // 1000).scaleb(-1).normalize():f}{wan}"
    text = in_wan if wan and units >= 100_000 else _grouped(units)
    return _sign(held.minor, "auto") + (_prefix(held.currency, _home(None)) if symbol else "") + text


def input_text(amount: Money | tuple[int, str] | None) -> str:
    """A sum as it stands in a field: no symbol, no grouping, an ASCII minus."""
    if amount is None:
        return ""
    held = amount if isinstance(amount, Money) else Money(*amount)
    return f"{held.decimal:f}"


def currency_mark(currency: str, home: str | None = None) -> str:
    """What stands before a field: the symbol of the reader's currency, the code of any other."""
    return _prefix(currency, _home(home)).rstrip()


def number(value: int | Decimal) -> str:
    """A count or a quantity, grouped, with U+2212 below zero."""
    whole, point, rest = f"{abs(Decimal(value)):f}".partition(".")
    tail = get_decimal_symbol(LOCALES[current_language()]) + rest if point else ""
    return (MINUS if value < 0 else "") + _grouped(int(whole)) + tail


def percent_bp(bps: int, places: int = 2) -> str:
    """Basis points as a percentage: 1440 is 14.40%. Rates keep two places, shares of a whole take none."""
    scale = 10 ** (2 - places)
    steps, left = divmod(abs(bps), scale)
    steps += 1 if left * 2 >= scale > 1 else 0
    whole, rest = divmod(steps, 10**places)
    tail = f"{get_decimal_symbol(LOCALES[current_language()])}{rest:0{places}d}" if places else ""
    return f"{MINUS if bps < 0 and steps else ''}{_grouped(whole)}{tail}%"


def day(on: date, today: date | None = None) -> str:
    """A day with its weekday, the year when it is not this one, and today or yesterday by name."""
    text = _date(on, _DAY, today)
    near = {today: gettext("today"), today - timedelta(days=1): gettext("yesterday")} if today else {}
    return f"{text} · {near[on]}" if on in near else text


def day_short(on: date, today: date | None = None) -> str:
    """A day without its weekday: `21 Nov`, `11月21日`; the year when `today` lies in another."""
    return _date(on, _DAY_SHORT, today)


def day_long(on: date) -> str:
    """A day in full: `Saturday, 21 November 2026`."""
    return _dated(on, _DAY_LONG[current_language()])


def month_name(on: date, today: date | None = None) -> str:
    """A month with its year, `November 2026`; without it when `today` lies in the same year."""
    return _date(on, _MONTH, today or date.min)


def month_short(on: date) -> str:
    """A month for an axis or a day mark: `Nov`, `11月`."""
    return _dated(on, _MONTH_SHORT[current_language()])


def when(instant: datetime, zone: str | tzinfo | None = None, today: date | None = None) -> str:
    """An instant on the reader's clock, 24 h: `21 Nov 2026, 18:41`; today and yesterday by name.

    `zone` is a name of the time zone database or a tzinfo, UTC when unknown. A naive instant is UTC.
    """
    local = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(_zone(zone))
    clock, on = f"{local:%H:%M}", local.date()
    if today and on == today:
        return gettext("today %(clock)s", clock=clock)
    if today and on == today - timedelta(days=1):
        return gettext("yesterday %(clock)s", clock=clock)
    joint = ", " if current_language() == "en" else " "
    return _date(on, _DAY_SHORT, today or date.min) + joint + clock


# A page writes hundreds of sums and days, many of them alike: each is made once, by everything it is made from.


@lru_cache(maxsize=_KEPT)
def _money(
    units: int, currency: str, shape: tuple[str, bool, bool, bool, bool], home: str | None, language: str
) -> Markup:
    sign, hero, symbol, minor, short = shape
    held = Money(units, currency)
    whole, rest = _digits(held, language)
    lead = escape(_lead(currency, symbol, home))
    lead_part = f'<span class="cur">{lead}</span>' if lead else ""
    minor_part = f'<span class="minor">{rest}</span>' if rest and minor else ""
    value, worn = f"{held.decimal:f}", _classes(units, sign, hero, short)
    return Markup(f'<data class="{worn}" value="{value}">{_sign(units, sign)}{lead_part}{whole}{minor_part}</data>')


@lru_cache(maxsize=_KEPT)
def _amount_text(units: int, currency: str, sign: str, symbol: bool, home: str | None, language: str) -> str:
    whole, rest = _digits(Money(units, currency), language)
    return _sign(units, sign) + _lead(currency, symbol, home) + whole + rest


def _classes(minor: int, sign: str, hero: bool, short: bool) -> str:
    marks = {
        "money--in": sign == "plus" and minor > 0,
        "money--move": sign == "move",
        "money--short": short and minor < 0,
        "money--hero": hero,
    }
    return " ".join(["money", *(name for name, worn in marks.items() if worn)])


def _sign(minor: int, sign: str) -> str:
    if sign in ("none", "move") or not minor:
        return ""
    if minor < 0:
        return MINUS
    return "+" if sign in ("plus", "change") else ""


def _digits(amount: Money, language: str) -> tuple[str, str]:
    """Whole units grouped, and the point with the minor digits (empty for currencies without)."""
    places = digits_of(amount.currency)
    whole, rest = divmod(abs(amount.minor), 10**places)
    point, group = _marks(language)
    grouped = f"{whole:,}".replace(",", group)
    return grouped, f"{escape(point)}{rest:0{places}d}" if places else ""


def _prefix(currency: str, home: str | None) -> str:
    """The symbol of the home currency, the code and a space of any other."""
    if currency in _SYMBOLS and (currency == home or (home is None and currency not in _SHARED_SYMBOL)):
        return _SYMBOLS[currency]
    return f"{shown_code(currency)}\N{NO-BREAK SPACE}"


def _lead(currency: str, symbol: bool, home: str | None) -> str:
    """The symbol where wanted; the code of a foreign currency always."""
    return _prefix(currency, home) if symbol or home not in (None, currency) else ""


def _home(home: str | None) -> str | None:
    return home or (g.get("home_currency") if has_app_context() else None)


def listed(texts: Iterable[str], *, either: bool = False) -> str:
    """Several texts as one, joined as the reader's language joins them: `Jun, Ola and Vic`, `小军、欧拉和小薇`.

    With `either` any one of them is meant: `3, 6 or 12`.
    """
    return str(format_list(list(texts), "or" if either else "standard", locale=LOCALES[current_language()]))


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", _marks(current_language())[1])


@lru_cache(maxsize=len(LOCALES))
def _marks(language: str) -> tuple[str, str]:
    """The decimal point and the group mark of a language."""
    locale = LOCALES[language]
    return get_decimal_symbol(locale), get_group_symbol(locale)


def _date(on: date, patterns: dict[str, str], today: date | None) -> str:
    language = current_language()
    pattern = patterns[language]
    if today and on.year != today.year:
        pattern = f"{pattern} y" if language == "en" else f"y年{pattern}"
    return _dated(on, pattern)


def _dated(on: date, pattern: str) -> str:
    return _dated_in(on, pattern, current_language())


@lru_cache(maxsize=_KEPT)
def _dated_in(on: date, pattern: str, language: str) -> str:
    return str(format_date(on, pattern, locale=LOCALES[language]))


def _zone(zone: str | tzinfo | None) -> tzinfo:
    if not isinstance(zone, str):
        return zone or UTC
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
