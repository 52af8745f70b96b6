"""The shells, macros and refusals, drawn."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from flask import Flask, render_template

from ledger.kernel.errors import Conflict, Missing
from ledger.plumbing.face.chart import bars, column_plot, line_plot
from ledger.plumbing.face.shell import BookLink, Here, LanguageLink, Tab

HOSTILE = "\"><img src=x onerror=alert(1)>'{{7*7}}"
HTMX_CONFIG = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag and wanted.items() <= attrs.items()]


def here(**changes: object) -> Here:
    book = BookLink("/b/1", HOSTILE, HOSTILE[:1], "ochre", current=True)
    facts: dict[str, object] = {
        "person_name": HOSTILE,
        "initial": "M",
        "language": "zh-Hant",
        "csrf": "to'ken",
        "books": (book,),
        "book": book,
        "tabs": (
            Tab("/j", "list", "Journal", current=True, key="j"),
            Tab("/i", "file-down", HOSTILE, count=6),
        ),
        "dock": (Tab("/j", "list", "Journal"), Tab("/n", "plus", "Record")),
        "other_languages": (LanguageLink("en", "English"),),
        "me_href": "/me",
        "language_href": "/language",
        "theme_href": "/theme",
    }
    return Here(**(facts | changes))  # type: ignore[arg-type]


def draw(app: Flask, source: str, **facts: object) -> Elements:
    return Elements(app.jinja_env.from_string(source).render(**facts))


def test_the_htmx_configuration_is_the_one_we_trust(spoken: Flask) -> None:
    page = Elements(render_template("page.html", here=here()))

    [meta] = page.named("meta", name="htmx-config")
    assert json.loads(str(meta["content"])) == HTMX_CONFIG


@pytest.mark.parametrize("shell", ["page.html", "console.html", "bare.html"])
def test_a_shell_holds_no_attribute_born_from_a_name(spoken: Flask, shell: str) -> None:
    page = Elements(render_template(shell, here=here(organisation=HOSTILE, side="lender")))

    assert not page.named("img")
    assert not [name for _, attrs in page.found for name in attrs if name.startswith("on") or name == "style"]


def test_the_page_says_its_language_and_theme_and_skips_to_its_content(spoken: Flask) -> None:
    page = Elements(render_template("page.html", here=here(theme="dark")))

    assert page.named("html", lang="zh-Hant", **{"data-theme": "dark"})
    assert page.named("a", href="#main", **{"class": "skip"})
    assert page.named("main", id="main")


def test_a_theme_nobody_made_is_not_written_out(spoken: Flask) -> None:
    [html] = Elements(render_template("page.html", here=here(theme=HOSTILE))).named("html")

    assert html == {"lang": "zh-Hant"}


def test_htmx_sends_the_token_with_every_request(spoken: Flask) -> None:
    [body] = Elements(render_template("page.html", here=here())).named("body")

    assert json.loads(str(body["hx-headers"])) == {"X-CSRFToken": "to'ken"}


def test_without_a_book_nothing_of_books_is_shown(spoken: Flask) -> None:
    page = Elements(render_template("page.html", here=here(book=None, books=(), tabs=(), dock=())))

    assert not page.named("a", **{"class": "topbar-book"})
    assert not [attrs for attrs in page.named("span") if "seal" in str(attrs.get("class"))]


@pytest.mark.parametrize("shell", ["page.html", "console.html", "bare.html"])
def test_every_form_carries_token_and_client_key(spoken: Flask, shell: str) -> None:
    page = Elements(render_template(shell, here=here(sign_out_href="/out")))

    forms = page.named("form", method="post")
    assert forms
    assert len(page.named("input", name="csrf_token")) == len(forms)
    assert len(page.named("input", name="client_key")) == len(forms)


def test_a_changed_language_comes_back_to_the_same_page(face: Flask) -> None:
    with face.test_request_context("/b/1/journal?month=2026-11"):
        page = Elements(render_template("page.html", here=here()))

    assert {attrs["value"] for attrs in page.named("input", name="back")} == {"/b/1/journal?month=2026-11"}


FIELD = """{% from "macros/form.html" import field, money_field, select, choices, password, area, check %}
{{ field("name", "Name", kept, faults, hint="h", autocomplete="name") }}
{{ money_field("sum", "Sum", "JPY", kept, faults) }}
{{ select("kind", "Kind", [("a", "A"), ("b", "B")], kept, faults) }}
{{ choices("verb", "Verb", [("x", "X"), ("y", "Y")], kept) }}
{{ area("note", "Note", kept, faults) }}
{{ password("secret", "Secret", faults) }}
{{ check("own", "Own", kept) }}"""


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_mend(spoken: Flask) -> None:
    kept = {"name": HOSTILE, "sum": "3..2", "kind": "b", "verb": "y", "secret": "hunter", "own": "yes"}

    page = draw(spoken, FIELD, kept=kept, faults={"name": HOSTILE, "sum": "two points"})

    [name] = page.named("input", name="name")
    assert (name["value"], name["aria-invalid"]) == (HOSTILE, "true")
    assert name["aria-describedby"] == "f-name-hint f-name-fault"
    [amount] = page.named("input", name="sum")
    assert (amount["value"], amount["data-digits"], amount["inputmode"]) == ("3..2", "0", "decimal")
    assert page.named("option", value="b", selected=None)  # type: ignore[arg-type]
    assert page.named("input", value="y", checked=None)  # type: ignore[arg-type]
    assert page.named("input", name="own", checked=None)  # type: ignore[arg-type]


def test_a_password_is_never_filled_in_again(spoken: Flask) -> None:
    [secret] = draw(spoken, FIELD, kept={"secret": "hunter"}, faults={}).named("input", name="secret")

    assert "value" not in secret


def test_every_field_has_a_label(spoken: Flask) -> None:
    page = draw(spoken, FIELD, kept={}, faults={})

    labelled = {attrs["for"] for attrs in page.named("label") if "for" in attrs}
    assert {"f-name", "f-sum", "f-kind", "f-note", "f-secret", "f-own"} <= labelled


def test_a_notice_can_be_taken_back_by_a_form(spoken: Flask) -> None:
    page = draw(
        spoken,
        '{% from "macros/parts.html" import notice %}{{ notice(text, "good", undo="/undo/1") }}',
        text=HOSTILE,
    )

    assert page.named("form", method="post", action="/undo/1")
    assert page.named("button", **{"data-key": "u"})
    assert not page.named("img")


CHART = """{% from "macros/chart.html" import line_chart, column_chart, bar %}
{{ line_chart(line, "a", "Lowest on Tue", "CNY", labels, (["Day", "Sum"], [["Mon", "1"]])) }}
{{ column_chart(columns, "b", "Best on Tue", "CNY", labels, (["Day", "Sum"], [["Mon", "1"]])) }}
{{ bar(lying) }}"""


def test_a_chart_says_its_finding_and_its_points_can_be_reached_by_key(spoken: Flask) -> None:
    page = draw(
        spoken,
        CHART,
        line=line_plot([300, 200, 100], ahead_from=0),
        columns=column_plot([100, 200, 300]),
        lying=bars([1], [2])[0],
        labels=["Mon", "Tue", "Wed"],
    )

    stops = [attrs["aria-label"] for attrs in page.named("g", tabindex="0")]
    assert stops == ["Mon: ¥3.00", "Wed: ¥1.00", "Mon: ¥1.00", "Tue: ¥2.00", "Wed: ¥3.00"]
    named = {attrs["aria-labelledby"] for attrs in page.named("svg", role="group")}
    assert named == {"a-title", "b-title"}
    assert len(page.named("table")) == 2


TABLE = """{% from "macros/table.html" import statement %}
{{ statement(lines, "Sums") }}"""


def test_only_a_total_wears_the_double_rule(spoken: Flask) -> None:
    lunch = {"name": "Lunch", "cells": ["1"], "href": "/e/1"}

    page = draw(spoken, TABLE, lines=[lunch, {"name": "All", "kind": "total", "cells": ["1"]}])

    assert [attrs.get("class") for attrs in page.named("tr")] == [None, "is-total"]
    assert page.named("a", href="/e/1")


@pytest.mark.parametrize("status", [403, 404, 409, 413, 422, 429, 500, 503])
def test_a_refusal_says_what_happened_and_what_to_do(spoken: Flask, status: int) -> None:
    page = render_template("errors/refused.html", status=status, error=Missing())

    assert "There is nothing here, or it is not yours to see." in page
    assert 'class="notice-head"' in page
    assert Elements(page).named("a", href="/", **{"class": "btn"})


def test_a_refusal_stands_in_the_shell_of_whoever_asked(spoken: Flask) -> None:
    own = render_template("errors/refused.html", status=409, error=Conflict(), here=here())
    lender = render_template("errors/refused.html", status=409, error=Conflict(), here=here(side="lender"))

    assert 'class="rail"' in own
    assert 'data-side="lender"' in lender
