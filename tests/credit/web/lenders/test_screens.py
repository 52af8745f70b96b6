"""A lender's screens: Ana writes, tries out and hands in; Ben decides; what changes is never lost."""

from __future__ import annotations

import re

import pytest

from credit.domain.lenders import snapshots
from credit.domain.offers.product import read_product
from credit.services.lenders import drafting, selling
from credit.store.lenders import rules, shelf
from ledger.kernel.ids import id_text
from ledger.plumbing import work
from tests.browsing import signed_in
from tests.cast import NOW, TODAY
from tests.credit.lending import lending, product, row, rule_set

TERMS = [3, 6, 9, 12, 18, 24]


class Bank:
    """Harbour with a product and a draft, a browser for each of its people, and the addresses they go to."""

    def __init__(self, app):
        self.app = app
        with app.extensions["house_database"].transaction() as session:
            self.lending = lending(session, roles={"Ana": "analyst", "Ben": "approver", "Ada": "admin"})
            ana = self.lending.seat(session, "Ana")
            selling.write(session, ana, "Card refinance", read_product(product(terms=TERMS)), NOW, today=TODAY,
                          sells=True)
            draft = rule_set(row(("revolving_streak", "at_least", 2), rate="10", months=TERMS))
            self.draft = drafting.draft(session, ana, drafting.read_written("Refinance", draft), NOW)
            self.people = {name: seat.member.person_id for name, seat in self.lending.seats.items() if seat.member}
        self.at = f"/lenders/{id_text(self.lending.lender_id)}"
        self.rule = f"{self.at}/rules/{id_text(self.draft.rule_id)}"

    def browser(self, who: str):
        return signed_in(self.app, self.people[who])

    def version(self, number: int = 1):
        with self.app.extensions["house_database"].transaction(write=False) as session:
            session.allow_lender(self.lending.lender_id)
            return rules.get(session, self.lending.lender_id, self.draft.rule_id, number)

    def live(self):
        with self.app.extensions["house_database"].transaction(write=False) as session:
            return [(one.rule_id, one.version) for one in shelf.live(session)]


@pytest.fixture
def bank(app, today, monkeypatch):
    few = snapshots.part(snapshots.shipped(), 150)
    monkeypatch.setattr(snapshots, "shipped", lambda: few)
    return Bank(app)


def typed(bank: Bank, **changed: str) -> dict[str, str]:
    """What the editor sends of the draft."""
    return {
        "name": "Refinance", "need": "card_refinance", "edition": str(bank.version().edition), "lines": "1",
        "column": "revolving_streak", "cell-0-revolving_streak": "≥ 2", "product-0": "refi-12", "max-0": "20,000",
        "rate-0": "10.00", "months-0": "3, 6, 9, 12, 18, 24", "open": "0", "client_key": "", **changed,
    }


def hidden(page: str, name: str) -> str:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)[-1]


def test_ana_and_ben_bring_a_version_live_and_ana_puts_it_back(bank):
    ana, ben = bank.browser("Ana"), bank.browser("Ben")
    saved = ana.post(f"{bank.rule}/1", data=typed(bank, **{"rate-0": "9.5", "then": "try"}))
    assert saved.status_code == 303 and "/simulations/" in saved.location
    assert "It is being tried out" in ana.get(saved.location).text
    work.work_off(bank.app.extensions["house_database"])
    tried = ana.get(saved.location).text
    assert "Hand it in" in tried and "fewer than 20" in tried

    handed_in = ana.post(f"{bank.rule}/1/submit", data={"digest": hidden(tried, "digest")})
    assert handed_in.location.endswith("done=submitted")
    assert ana.post(f"{bank.rule}/1/approve", data={}).status_code == 403

    page = ben.get(f"{bank.rule}/1/approval").text
    assert "Version 1 waits for 1 name" in page and "Approve exactly this" in page
    form = {"digest": hidden(page, "digest"), "simulation": hidden(page, "simulation")}
    assert ben.post(f"{bank.rule}/1/approve", data={**form, "digest": "00" * 32}).status_code == 409
    assert ben.post(f"{bank.rule}/1/approve", data=form).status_code == 303

    assert bank.live() == []
    assert ana.post(f"{bank.rule}/1/live", data={}).status_code == 303
    assert bank.live() == [(bank.draft.rule_id, 1)]
    assert "1 rule set is live" in bank.browser("Ada").get(bank.at).text
    assert ana.post(f"{bank.rule}/retire", data={}).status_code == 303 and bank.live() == []
    assert "Put version 1 back" in ana.get(bank.rule).text
    assert ana.post(f"{bank.rule}/1/live", data={}).status_code == 303 and bank.live() != []


def test_a_faulty_cell_is_named_by_row_and_column_and_nothing_typed_is_lost(bank):
    sent = typed(bank, **{"cell-0-revolving_streak": "a few", "rate-0": "cheap", "max-0": "31,415"})

    answer = bank.browser("Ana").post(f"{bank.rule}/1", data=sent)

    assert answer.status_code == 422
    assert "Row 1, Statements in a row not paid in full: Write ≥, ≤ or =" in answer.text
    assert "Row 1, Yearly rate: “cheap” is not an amount" in answer.text
    for kept in ("a few", "cheap", "31,415"):
        assert f'value="{kept}"' in answer.text
    assert bank.version().edition == 1


def test_two_texts_of_one_draft_meet_on_a_page_with_both(bank):
    ana, mine = bank.browser("Ana"), typed(bank, **{"rate-0": "8.75"})
    ana.post(f"{bank.rule}/1", data=typed(bank, **{"rate-0": "11"}))

    met = ana.post(f"{bank.rule}/1", data=mine)

    assert met.status_code == 409 and bank.version().rows[0]["offer"]["rate_percent"] == "11"
    assert "8.75" in met.text and "Keep what stands" in met.text
    on_top = ana.post(f"{bank.rule}/1", data={**mine, "edition": hidden(met.text, "edition")})
    assert on_top.status_code == 303 and bank.version().rows[0]["offer"]["rate_percent"] == "8.75"


def test_the_reading_and_the_checks_come_as_a_part_and_write_nothing(bank):
    ana = bank.browser("Ana")
    sent = typed(bank, lines="2", **{"cell-1-revolving_streak": "≥ 5", "product-1": "gone", "max-1": "100"})

    part = ana.post(f"{bank.rule}/1/reading", data=sent, headers={"HX-Request": "true"})

    assert part.status_code == 200 and "<html" not in part.text and 'id="reading"' in part.text
    assert "Row 2 is never reached: whoever fits it already fits row 1." in part.text
    assert "“gone” is not a product on sale." in part.text
    assert 'lang="zh-Hans"' in part.text and 'lang="zh-Hant"' in part.text
    assert bank.version().edition == 1


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_row_is_added_and_a_signal_asked_for_without_saving(bank, htmx):
    ana = bank.browser("Ana")
    headers = {"HX-Request": "true"} if htmx else {}

    added = ana.post(f"{bank.rule}/1/form", data=typed(bank, do="add"), headers=headers).text
    asked = ana.post(f"{bank.rule}/1/form", data=typed(bank, do="column", signal="dti"), headers=headers).text

    assert ("<html" in added) is not htmx
    assert hidden(added, "lines") == "2" and 'id="f-cell-1-revolving_streak"' in added
    assert 'id="f-cell-0-dti"' in asked
    assert len(bank.version().rows) == 1


def test_sent_back_it_says_why_and_the_note_is_needed(bank):
    ana, ben = bank.browser("Ana"), bank.browser("Ben")
    tried = ana.post(f"{bank.rule}/1/try", data={}).location
    work.work_off(bank.app.extensions["house_database"])
    ana.post(f"{bank.rule}/1/submit", data={"digest": hidden(ana.get(tried).text, "digest")})
    form = {"digest": hidden(ben.get(f"{bank.rule}/1/approval").text, "digest")}

    silent = ben.post(f"{bank.rule}/1/send-back", data=form)
    told = ben.post(f"{bank.rule}/1/send-back", data={**form, "note": "Too dear for <b>anybody</b>."})

    assert silent.status_code == 422 and "Say what should change." in silent.text
    assert told.status_code == 303
    assert "Too dear for &lt;b&gt;anybody" in ana.get(f"{bank.rule}/1").text
    assert ana.post(f"{bank.rule}/1/anew", data={}).location.endswith("/rules/" + bank.rule[-13:] + "/2")


def test_a_product_is_written_with_every_fee_and_what_is_wrong_names_its_field(bank):
    ana = bank.browser("Ana")
    form = {
        "name": "Small loan", "id": "small", "kind": "loan", "currency": "cny", "min": "500", "max": "20,000",
        "terms": "3, 6", "method": "annuity", "rate.percent": "12", "rate.convention": "nominal",
        "rate.day_count": "months", "fees[0].name": "Opening", "fees[0].when": "upfront", "fees[0]": "0.5%",
        "prepayment": "free", "licence.until": "2027-12-31", "was": "0",
    }

    off = ana.post(f"{bank.at}/products", data=form)
    kept = ana.post(f"{bank.at}/products", data={**form, "rate.all_in_percent": "13.7"})
    torn = ana.post(f"{bank.at}/products", data={**form, "max": "lots"})

    assert off.status_code == 422 and "is stated, but with its fees it works out at" in off.text
    assert 'value="0.5%"' in off.text and 'value="Opening"' in off.text
    assert kept.status_code == 303
    assert "The example" in ana.get(kept.location).text
    assert torn.status_code == 422 and "“lots” is not an amount" in torn.text


def test_rules_begin_with_a_product_and_a_row_for_everybody(bank):
    ana = bank.browser("Ana")

    begun = ana.post(f"{bank.at}/rules", data={"name": "Gap", "need": "card_refinance", "product": "refi-12"})

    assert begun.status_code == 303
    assert "Offer everybody up to ¥50,000.00" in ana.get(begun.location).text


def test_ada_lets_people_in_by_address_and_an_unknown_one_is_refused(bank):
    refused = bank.browser("Ada").post(f"{bank.at}/people", data={"email": "no@example.org", "role": "viewer"})

    assert refused.status_code == 422 and "Nobody signs in with this address." in refused.text


def test_the_log_names_every_deed_and_can_be_checked(bank):
    page = bank.browser("Ada").get(f"{bank.at}/log?check=1").text

    assert "The chain holds" in page and "began a version" in page and "put a product on sale" in page


def test_the_lender_stands_on_the_start_page_of_its_people_alone(bank):
    from tests.cast import person

    with bank.app.extensions["house_database"].transaction() as session:
        mei = person(session, "Mei")

    assert "Harbour Bank" in bank.browser("Ana").get("/").text
    assert "For lenders" not in signed_in(bank.app, mei).get("/").text
