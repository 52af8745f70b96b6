"""Templates: small, extended from a shell, every part used, every word translatable, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import OURS, ROOT

TEMPLATES = ROOT / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
SHELLS = {"page.html", "bare.html", "console.html"}
SCREENS = [page for page in ALL if page.parent not in (TEMPLATES, TEMPLATES / "macros")]
CODE = "\n".join(module.text for module in OURS) + "\n".join(page.read_text() for page in ALL)


def _name(page: Path) -> str:
    return str(page.relative_to(TEMPLATES))


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_a_template_is_small(page: Path) -> None:
    limit = 60 if page.name.startswith("_") else 200 if page.parent.name == "macros" else 120
    assert page.read_text().count("\n") <= limit


@pytest.mark.parametrize("page", SCREENS, ids=_name)
def test_a_page_extends_a_shell_and_a_part_is_used(page: Path) -> None:
    if page.name.startswith("_"):
        assert f'"{_name(page)}"' in CODE
    else:
        assert re.search(r"extends .*(" + "|".join(SHELLS) + ")", page.read_text())
        assert f'"{_name(page)}"' in CODE


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_nothing_is_inline_and_nothing_is_trusted(page: Path) -> None:
    text = page.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|\|\s*safe\b|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_every_word_on_screen_can_be_said_in_another_language(page: Path) -> None:
    text = re.sub(r"{#.*?#}", "", page.read_text(), flags=re.DOTALL)
    text = re.sub(r"{%-?\s*trans\b.*?endtrans\s*-?%}", " ", text, flags=re.DOTALL)
    bare = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    between = [said for said in re.findall(r">([^<>]+)<", bare) if '="' not in said and "--" not in said]

    assert [word for said in between for word in re.findall(r"[A-Za-z]{3,}", said)] == []


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_every_form_that_changes_something_carries_its_token(page: Path) -> None:
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page.read_text(), flags=re.DOTALL):
        assert "form_head" in form or "csrf_token" in form
