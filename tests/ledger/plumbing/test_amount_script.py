"""The sum a field shows while it is typed is the sum the server will read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from ledger.kernel.errors import HouseError
from ledger.kernel.number import read_sum
from ledger.plumbing.face.assets import STATIC_FOLDER

pytestmark = pytest.mark.browser
FIELD = '<html lang="en"><input id="a" data-amount data-digits="2"><output data-sum-of="a"></output>'
TYPED = ["32+6", "32+6×2", "(1+2)*3", "2-5", "１２＋３", "10÷4", "-3+1", ".5+.5", "2−0.5"]
NO_SUMS = ["32", "32+", "1/0", "32..5+1", "(", "()", "a+1", "1 2+3", "1e9+1", "9" * 60 + "+1+2+3"]


@pytest.fixture(scope="module")
def page() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page()
        opened.set_content(FIELD)
        opened.add_script_tag(content=(STATIC_FOLDER / "amount.js").read_text(encoding="utf-8"))
        yield opened
        browser.close()


def shown(page: object, text: str) -> str:
    page.fill("#a", text)  # type: ignore[attr-defined]
    return str(page.text_content("output"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_sum_is_shown_as_the_server_reads_it(page: object, text: str) -> None:
    told = shown(page, text).removeprefix("= ").replace(",", "").replace("−", "-")

    assert Decimal(told) == read_sum(text, 2)


@pytest.mark.parametrize("text", NO_SUMS)
def test_what_is_no_sum_shows_nothing(page: object, text: str) -> None:
    assert shown(page, text) == ""


@pytest.mark.parametrize("text", NO_SUMS[1:])
def test_what_shows_nothing_is_refused_by_the_server_too(text: str) -> None:
    with pytest.raises(HouseError):
        read_sum(text, 2)
