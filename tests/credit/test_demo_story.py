"""The demo's story on the credit side: every answer arises from the books, through every guard, by live rules."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import app as house
from ledger.plumbing import clock
from ledger.plumbing.settings import read_settings

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """The demo given once, and what `offers` answers to four of the cast."""
    folder = tmp_path_factory.mktemp("story")
    shutil.copy(_sqlite_template, folder / "house.db")
    environ = {"DATABASE_URL": f"sqlite:///{folder / 'house.db'}", "INSTANCE_DIR": str(folder), "SECRET_KEY": "story"}
    made = house.create_app(read_settings(environ))

    def run(*words: str) -> dict:
        done = made.test_cli_runner().invoke(args=[*words, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    with clock.pinned(NOON):
        given, again = run("demo"), run("demo")
        answers = {who: run("offers", f"{who}@example.org") for who in ("mei", "jun", "ola", "lin")}
    yield {"given": given, "again": again, **answers}
    made.extensions["house_database"].dispose()


def test_two_made_up_lenders_have_live_rules_and_the_same_day_changes_nothing(demo: dict) -> None:
    assert demo["given"] == demo["again"]
    assert [(one["name"], len(one["rules"])) for one in demo["given"]["lenders"]] == [
        ("Heron Lane", 2), ("Kettle & Quay", 2)]


def test_mei_is_shown_the_way_without_borrowing_before_the_cheapest_loan(demo: dict) -> None:
    """M5, her card carried over: idle money first, then twelve months; never thirty-six."""
    card = [one for one in [*demo["mei"]["offers"], *demo["mei"]["free"]] if one["need"] == "card_refinance"]
    ranked = sorted(card, key=lambda one: one["rank"])

    assert ranked[0]["way"] == "pay_from_idle"
    assert [(one["lender_name"], one["instalments"]) for one in ranked if "lender_name" in one] == [
        ("Heron Lane", 12), ("Kettle & Quay", 12)]
    assert all(float(one["saving"]) > 50 for one in ranked if "lender_name" in one)
    assert [one["total_cost"] for one in ranked] == sorted((one["total_cost"] for one in ranked), key=float)
    assert {(one["by"], one.get("instalments")) for one in demo["mei"]["stopped"]} >= {("terms", 36), ("refinance", 3)}


def test_meis_idle_money_pays_the_card_and_no_fund_is_sold_beside_it(demo: dict) -> None:
    """M1 while a dearer card is carried: the honest answer is the card (credit.md E21)."""
    idle = [one for one in demo["mei"]["free"] if one["need"] == "idle_cash"]

    assert [one["way"] for one in idle] == ["pay_card_first"]
    assert not [one for one in demo["mei"]["offers"] if one["need"] == "idle_cash"]
    assert "debt_first" in {one["by"] for one in demo["mei"]["stopped"]}


def test_juns_shop_runs_short_before_its_supplier_and_ola_sees_her_own(demo: dict) -> None:
    """M3: what the canteen owes comes first and costs nothing, then a loan of three months."""
    for who in ("jun", "ola"):
        short = [one for one in [*demo[who]["offers"], *demo[who]["free"]] if one["need"] == "shortfall"]
        first, *_rest, last = sorted(short, key=lambda one: one["rank"])
        assert (first["way"], first["total_cost"]) == ("collect", "0.00")
        assert (last["lender_name"], last["instalments"]) == ("Heron Lane", 3)


def test_for_lin_the_right_answer_is_nothing(demo: dict) -> None:
    assert (demo["lin"]["offers"], demo["lin"]["free"], demo["lin"]["unknown"]) == ([], [], [])
    assert {one["why"] for one in demo["lin"]["stopped"]} == {"not_now"}
