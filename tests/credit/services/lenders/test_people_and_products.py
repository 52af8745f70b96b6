"""The people of a lender and what it sells."""

from __future__ import annotations

import pytest

from credit.domain.lenders.lender import AlreadyOfLender, LastAdmin, NoSuchLenderRole, NotAllowedHere, StalePerson
from credit.domain.norms.wording import ForbiddenWords
from credit.domain.offers.product import read_product
from credit.domain.offers.sellable import LicenceNotSaid, OverCap, StatedRateOff
from credit.services.lenders import people, selling
from credit.services.lenders.selling import SoldByLiveRules, StaleProduct
from ledger.kernel.errors import Missing
from tests.cast import NOW, TODAY, person
from tests.credit.lending import lending, product
from tests.credit.services.lenders.test_versions import live


@pytest.fixture
def harbour(session):
    return lending(session)


def write(session, harbour, name="Card refinance", sells=True, was=0, **changed):
    return selling.write(session, harbour.seat(session, "Ana"), name, read_product(product(**changed)), NOW,
                         today=TODAY, sells=sells, was=was)


def test_the_last_who_sees_to_people_stays(session, harbour):
    ada = harbour.seat(session, "Ada")

    with pytest.raises(LastAdmin):
        people.leave(session, ada, ada.actor, 1, NOW)
    with pytest.raises(LastAdmin):
        people.change_role(session, ada, ada.actor, "viewer", 1, NOW)
    people.change_role(session, ada, harbour.seats["Vic"].actor, "admin", 1, NOW)
    assert people.leave(session, ada, ada.actor, 1, NOW).left


def test_somebody_who_left_comes_back_as_they_were_numbered(session, harbour):
    ada, vic = harbour.seat(session, "Ada"), harbour.seats["Vic"].member
    people.leave(session, harbour.seats["Vic"], vic.member_id, 1, NOW)

    back = people.put_in_role(session, ada, vic.person_id, "Vic", "approver", NOW)

    assert (back.member_id, back.role, back.left) == (vic.member_id, "approver", False)


@pytest.mark.parametrize(("role", "error"), [("viewer", AlreadyOfLender), ("king", NoSuchLenderRole)])
def test_a_role_that_cannot_be_given_is_refused_by_name(session, harbour, role, error):
    with pytest.raises(error):
        people.put_in_role(session, harbour.seat(session, "Ada"), harbour.seats["Vic"].member.person_id, "Vic", role,
                           NOW)


def test_a_role_changed_meanwhile_is_not_changed_blindly(session, harbour):
    ada, vic = harbour.seat(session, "Ada"), harbour.seats["Vic"].actor
    people.change_role(session, ada, vic, "analyst", 1, NOW)

    with pytest.raises(StalePerson):
        people.change_role(session, ada, vic, "approver", 1, NOW)


def test_only_who_sees_to_people_lets_somebody_in(session, harbour):
    ola = person(session, "Ola")
    with pytest.raises(NotAllowedHere):
        people.put_in_role(session, harbour.seat(session, "Ben"), ola, "Ola", "analyst", NOW)


def test_a_products_version_stays_and_the_next_stands_beside_it(session, harbour):
    first, second = write(session, harbour), write(session, harbour, terms=[6])

    found = selling.one(session, harbour.seats["Ana"], first.product_id)
    assert [(one.version, one.state) for one in found] == [(2, "active"), (1, "retired")]
    assert second.product_id == first.product_id and found[1].body["terms"] == [3, 6, 12]


@pytest.mark.parametrize(("changed", "error"), [
    ({"licence": None}, LicenceNotSaid),
    ({"fees": [{"name": "Opening", "when": "upfront", "percent": "2"}]}, StatedRateOff),
    ({"rate": {"percent": "25", "convention": "nominal", "day_count": "months"}}, OverCap),
])
def test_what_may_not_be_sold_is_kept_as_a_draft_alone(session, harbour, changed, error):
    with pytest.raises(error):
        write(session, harbour, **changed)

    assert write(session, harbour, sells=False, **changed).state == "draft"


def test_where_no_cap_is_on_file_nothing_is_held_against_one(session, harbour):
    from dataclasses import replace

    elsewhere = replace(harbour.seats["Ana"].lender, country="BR")

    assert selling.cap_of(harbour.seats["Ana"].lender, TODAY) == 24
    assert selling.cap_of(elsewhere, TODAY) is None


def test_what_live_rules_sell_cannot_be_taken_away(session, harbour):
    kept = write(session, harbour)
    live(session, harbour)

    with pytest.raises(SoldByLiveRules, match="Refinance"):
        selling.stop(session, harbour.seats["Ana"], kept.product_id, NOW)


def test_what_nobody_sells_is_taken_off_once(session, harbour):
    kept = write(session, harbour)
    assert selling.stop(session, harbour.seats["Ana"], kept.product_id, NOW).state == "retired"

    with pytest.raises(Missing):
        selling.stop(session, harbour.seats["Ana"], kept.product_id, NOW)


def test_two_who_write_a_product_do_not_overwrite_each_other(session, harbour):
    write(session, harbour)
    write(session, harbour, was=1, terms=[6])

    with pytest.raises(StaleProduct):
        write(session, harbour, was=1, terms=[12])


def test_the_example_is_worked_out_and_a_fund_has_none(session, harbour):
    example = selling.example_of(write(session, harbour))
    fund = write(session, harbour, id="fund", kind="fund", terms=[], method=None,
                 rate={"percent": "1.8", "convention": "nominal", "day_count": "act/365"})

    assert example is not None and (example.amount, example.months) == (2_550_000, 6)
    assert selling.example_of(fund) is None


@pytest.mark.parametrize("name", ["Guaranteed card help", "秒批代偿", "利率低至 3%"])
def test_a_product_is_not_called_what_it_must_not_promise(session, harbour, name):
    with pytest.raises(ForbiddenWords):
        write(session, harbour, name=name)
