"""Static files: kept for good under an address that names their content."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from flask import Flask

from ledger.plumbing.face.assets import STATIC_FOLDER, asset

HTMX_2_0_11 = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"


def test_htmx_is_the_very_file_of_its_release() -> None:
    assert sha256((STATIC_FOLDER / "htmx.min.js").read_bytes()).hexdigest() == HTMX_2_0_11


def test_an_address_carries_twelve_digits_of_its_content() -> None:
    digest = sha256((STATIC_FOLDER / "house.css").read_bytes()).hexdigest()

    assert asset("house.css") == f"/static/house.css?v={digest[:12]}"


def test_a_file_that_is_not_there_has_no_address() -> None:
    with pytest.raises(FileNotFoundError):
        asset("nothing.css")


def test_a_file_asked_for_by_its_content_is_kept_for_good(face: Flask) -> None:
    answer = face.test_client().get(asset("mark.svg"))

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    answer.close()


@pytest.mark.parametrize("address", ["/static/mark.svg", "/static/mark.svg?v=000000000000"])
def test_a_file_asked_for_otherwise_is_asked_for_again(face: Flask, address: str) -> None:
    answer = face.test_client().get(address)

    assert answer.headers["Cache-Control"] == "no-cache"
    answer.close()


@pytest.mark.parametrize("address", ["/static/../app.py", "/static/..%2f..%2fapp.py"])
def test_nothing_outside_the_folder_is_served(face: Flask, address: str) -> None:
    assert face.test_client().get(address).status_code == 404


def test_every_icon_a_macro_names_is_in_the_sheet() -> None:
    sheet = (STATIC_FOLDER / "icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sheet))
    named = {
        name
        for page in STATIC_FOLDER.parent.rglob("*.html")
        for name in re.findall(r'icon\("([a-z0-9-]+)"', page.read_text(encoding="utf-8"))
    }

    assert named <= drawn


@pytest.mark.parametrize("page", sorted(STATIC_FOLDER.parent.rglob("*.html")), ids=lambda page: page.stem)
def test_no_page_holds_inline_script_or_style(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]

    assert not re.search(r"\sstyle=|\son[a-z]+=|hx-on|<style|<script(?! src=)|\|\s*safe\b", text)
