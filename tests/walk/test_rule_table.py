"""The table of rules in a browser: read aloud while one types, every press keeps what was typed, keys alone suffice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from credit.domain.offers.product import read_product
from credit.services.lenders import drafting, selling
from credit.store.lenders import rules
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from tests.credit.lending import lending, product, row, rule_set
from tests.walk.serving import DESK, signed_in_page

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(live):
    """A draft of two rows at Harbour, and Ana's person."""

    def making(session):
        harbour, now = lending(session, roles={"Ana": "analyst"}), clock.now()
        ana = harbour.seat(session, "Ana")
        selling.write(session, ana, "", read_product(product()), now, today=now.date(), sells=True)
        rows = [row(("revolving_streak", "at_least", 3)), row(("dti", "at_most", 3_000), most="5000")]
        version = drafting.draft(session, ana, drafting.read_written("Refinance", rule_set(*rows)), now)
        return harbour.lender_id, version.rule_id, ana.member.person_id

    return live.make(making)


def test_a_row_is_written_by_keys_alone_and_read_aloud_meanwhile(browser, live, draft):
    lender_id, rule_id, ana = draft
    page = signed_in_page(browser, live, ana, **DESK)
    page.goto(f"{live.url}/lenders/{id_text(lender_id)}/rules/{id_text(rule_id)}/1")

    page.get_by_role("button", name="Row 2: write in it").focus()
    page.keyboard.press("Enter")
    cell = page.locator("#f-cell-1-dti")
    expect(cell).to_have_value("≤ 30")
    expect(page.locator("#f-cell-1-revolving_streak")).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("<= 25")
    expect(page.locator("#reading")).to_contain_text("the share of income going to debts is at most 25%")

    page.get_by_role("button", name="Row 1: write in it").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-cell-0-revolving_streak")).to_be_visible()
    expect(page.locator(".rules tbody tr").nth(1)).to_contain_text("<= 25")
    page.locator("#f-name").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#notices")).to_contain_text("Kept.")
    with live.database.transaction(write=False) as session:
        session.allow_lender(lender_id)
        kept = rules.get(session, lender_id, rule_id, 1)
    assert (kept.edition, kept.rows[1]["when"][0]["bound"]) == (2, 2_500)
