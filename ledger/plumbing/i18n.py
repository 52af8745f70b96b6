"""Words on screen: the choice of language per request, errors said in it, and the filters of the templates.

Jinja's own i18n extension is used with newstyle calls, so facts put into a sentence are escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from gettext import NullTranslations

from flask import Flask, Response, g, request
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from ledger.kernel.currency import digits_of, shown_code
from ledger.kernel.errors import HouseError
from ledger.kernel.money import Money
from ledger.plumbing import format as formats
from ledger.plumbing.language import (
    CATALOGUES,
    LANGUAGES,
    catalogue,
    current_language,
    gettext,
    match_language,
    ngettext,
    use_language,
)

__all__ = [
    "CATALOGUES",
    "LANGUAGES",
    "catalogue",
    "choose_language",
    "current_language",
    "gettext",
    "init_i18n",
    "localised",
    "match_language",
    "ngettext",
    "say",
    "use_language",
]

LANGUAGE_COOKIE = "language"
"""Name of the cookie that keeps the language of someone not signed in."""

_FILTERS: tuple[Callable[..., object], ...] = (
    formats.money,
    formats.amount_text,
    formats.axis_amount,
    formats.input_text,
    formats.currency_mark,
    formats.number,
    formats.percent_bp,
    formats.day,
    formats.day_short,
    formats.day_long,
    formats.month_name,
    formats.month_short,
    formats.when,
    formats.listed,
)


def say(error: HouseError) -> str:
    """An error's message in the current language, with named things, money and days written out."""
    return gettext(error.message) % {name: _fact(value) for name, value in error.facts.items()}


def localised(names: Mapping[str, str]) -> str:
    """One of several names by language tag: the reader's, else the English, else whichever there is."""
    return names.get(current_language()) or names.get("en") or next(filter(None, names.values()), "")


def choose_language() -> None:
    """Set `g.language`: the signed-in person's, else the cookie's, else the browser's.

    A language already set for this request stands.
    """
    if "language" in g:
        return
    own = getattr(g.get("principal"), "language", None) or request.cookies.get(LANGUAGE_COOKIE)
    g.language = match_language(own or request.headers.get("Accept-Language"))


def init_i18n(app: Flask) -> None:
    """Give an app its languages: messages and filters in templates, a language for every request."""
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # made by the extension above
        lambda text: catalogue(current_language()).gettext(text),
        lambda one, many, count: catalogue(current_language()).ngettext(one, many, count),
        newstyle=True,
    )
    env.globals["_"] = _in_template
    env.filters.update({made.__name__: made for made in (*_FILTERS, localised, say)})
    env.filters["currency_digits"] = digits_of
    env.filters["code"] = shown_code
    env.globals["current_language"] = current_language
    app.before_request(choose_language)
    app.after_request(_name_language)


@pass_eval_context
def _in_template(context: EvalContext, text: str, /, **facts: object) -> str:
    """What `_()` says in a template, as Jinja's own would: a page has a hundred, and most have no facts."""
    messages = catalogue(current_language())
    if not context.autoescape:
        return messages.gettext(text) % facts
    return Markup(messages.gettext(text)) % facts if facts else _unfilled(messages, text)


@lru_cache(maxsize=4_096)
def _unfilled(messages: NullTranslations, text: str) -> Markup:
    return Markup(messages.gettext(text)) % {}


def _name_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", current_language())
    return response


def _fact(value: object) -> object:
    if isinstance(value, Money):
        return formats.amount_text(value)
    if isinstance(value, date):
        return formats.day_short(value)
    if isinstance(value, Mapping):
        return localised(value)
    return value
