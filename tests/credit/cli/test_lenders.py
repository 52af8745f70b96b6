"""The commands about lenders, as an operator types them."""

from __future__ import annotations

import json

import pytest

from credit.domain.lenders import snapshots
from ledger.domain.people.person import address_digest
from ledger.kernel.ids import id_text
from ledger.store.people import persons
from tests.cast import person
from tests.credit.lending import product, row, rule_set


@pytest.fixture
def run(app, today):
    """Run one command with --json; the exit code, and the answer."""
    runner = app.test_cli_runner()

    def running(*arguments: str, code: int = 0):
        done = runner.invoke(args=["lender", *arguments, "--json"])
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)

    return running


@pytest.fixture
def people(app):
    """Ana and Ola, whom their addresses sign in."""
    with app.extensions["house_database"].transaction() as session:
        for name in ("Ana", "Ola"):
            persons.claim_address(session, address_digest(f"{name.lower()}@example.org"), person(session, name))


def write(tmp_path, document) -> str:
    file = tmp_path / "rules.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return str(file)


def test_a_lender_its_people_and_its_rules_come_in_by_command(run, people, tmp_path):
    lender = run("add", "Harbour Bank", "--country", "cn", "--licence-until", "2027-12-31")["lender"]
    assert run("member", lender, "ana@example.org", "analyst")["role"] == "analyst"
    file = write(tmp_path, {**rule_set(), "products": [product()]})

    first, second = run("rules", lender, file), run("rules", lender, file, "--as", "ana@example.org")

    assert (first["version"], second["version"], first["state"]) == (1, 2, "draft")
    assert first["rule"] == second["rule"] and first["name"] == "card_refinance"
    assert run("verify", lender)["faults"] == []


def test_what_is_refused_changes_nothing_and_says_where(run, tmp_path):
    lender = run("add", "Harbour Bank", "--country", "CN")["lender"]
    broken = rule_set(row(("zodiac", "at_least", 1)))

    refused = run("rules", lender, write(tmp_path, broken), code=1)["error"]

    assert (refused["code"], refused["field"]) == ("unknown_signal", "rows[0].when[0].signal")
    assert run("verify", lender)["deeds"] == 1


def test_a_licence_is_written_down(run):
    lender = run("add", "Harbour Bank", "--country", "CN")["lender"]

    assert run("licence", lender, "2030-06-30", "--number", "L-1")["until"] == "2030-06-30"

    checked = run("verify", lender)
    assert (checked["deeds"], checked["faults"]) == (2, [])


def test_the_cohort_is_drawn_anew_number_for_number(run, tmp_path):
    file = tmp_path / "cohort.npz"

    assert run("cohort", str(file), "--people", "3") == {"cohort": snapshots.NAME, "people": 3}

    drawn = snapshots.unpacked(file.read_bytes())
    assert (drawn.values == snapshots.part(snapshots.shipped(), 3).values).all()


def test_a_slip_is_a_refusal_by_name(run):
    for arguments, code in [
        (("add", "Harbour", "--country", "China"), "not_a_country"),
        (("add", " ", "--country", "CN"), "needed"),
        (("add", "Harbour", "--country", "CN", "--licence-until", "soon"), "not_a_day"),
        (("member", id_text(1), "ana@example.org", "analyst"), "missing"),
        (("rules", id_text(1), "/nowhere/rules.json"), "no_such_file"),
        (("licence", id_text(1), "2030-01-01"), "missing"),
        (("cohort", "/nowhere/cohort.npz", "--people", "1"), "no_such_file"),
        (("verify", "nonsense"), "missing"),
    ]:
        assert run(*arguments, code=1)["error"]["code"] == code, arguments


def test_somebody_of_the_house_who_is_not_of_the_lender_acts_within_no_rights(run, people, tmp_path):
    lender = run("add", "Harbour Bank", "--country", "CN")["lender"]

    refused = run("rules", lender, write(tmp_path, rule_set()), "--as", "ola@example.org", code=1)

    assert refused["error"]["code"] == "missing"


def test_a_fault_found_leaves_with_its_own_code(run, app):
    lender = run("add", "Harbour Bank", "--country", "CN")["lender"]
    with app.extensions["house_database"].engine.connect() as connection:
        connection.exec_driver_sql("UPDATE lender SET name = 'Other'")
        connection.exec_driver_sql("COMMIT")

    assert run("verify", lender, code=3)["faults"][0]["what"].startswith("lender differs")
