"""Any text comes out as text: no note ends its own quotes, opens a comment or changes an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ledger.domain.books.account import Kind
from ledger.domain.files.out.copy import AccountCopy, BookCopy, EntryCopy, LineCopy, Tally
from ledger.domain.files.out.forms import FORMS, file_name
from tests.ledger.domain.files.out.copied import DAY, TEXTS, complaints, loaded, lunch, rows, written


def test_a_copy_for_beancount_reads_like_this() -> None:
    assert (
        written("beancount", lunch(by=""))
        == """\
; Made on 2026-11-21 by Countinghouse. To check it: bean-check FILE
; The balances at the end are the sums the ledger keeps; Beancount adds the entries up for itself.
option "title" "Home"
option "operating_currency" "CNY"
option "inferred_tolerance_default" "CNY:0.0001"

2026-11-21 open Assets:Cash
  code: "asset:cash"
  name: "Cash"
2026-11-21 open Expenses:Food
  code: "expense:food"
  name: "Food"

2026-11-21 * "Old Street" "lunch"
  id: "0cn414f830asz"
  verb: "expense"
  Expenses:Food  32.00 CNY
    quantity: "1"
    shares: "32.00"
  Assets:Cash  -32.00 CNY

2026-11-22 balance Assets:Cash  -32.00 ~ 0 CNY
2026-11-22 balance Expenses:Food  32.00 ~ 0 CNY
2026-11-22 close Expenses:Food
"""
    )


def test_a_copy_for_hledger_reads_like_this() -> None:
    assert (
        written("hledger", lunch(by="Mei, Jun", is_pending=True), held={})
        == """\
; Home
; Made on 2026-11-21 by Countinghouse. To check it: hledger check --strict -f FILE
; The balances at the end are the sums the ledger keeps; hledger adds the entries up for itself.
; What would have a meaning to hledger is written full-width: ； ｜ ， ： ［ ］, and ⏎ for a new line.
decimal-mark .

commodity 1000.00 CNY
account Assets:Cash  ; type: C, code: asset/cash
account Expenses:Food  ; type: X, code: expense/food, closed: yes

2026-11-21 ! (0cn414f830asz) Old Street | lunch  ; verb: expense, by: Mei， Jun
    Expenses:Food  32.00 CNY  ; payer: Mei， Jun, quantity: 1 Mei， Jun, project: Mei， Jun, shares: Mei， Jun 32.00
    Assets:Cash  -32.00 CNY

2026-11-22 * | The sums the ledger keeps
    Assets:Cash  0.00 CNY = -32.00 CNY
    Expenses:Food  0.00 CNY = 32.00 CNY
"""
    )


def test_money_of_another_currency_carries_its_worth_at_home() -> None:
    lines = (LineCopy(2, 14560, "JPY", 61600), LineCopy(1, -14560, "JPY", -61600))
    abroad = EntryCopy("0cn414f830asz", 1, DAY, "expense", "", "", lines)
    unknown = EntryCopy(
        "0cn414f830asz", 1, DAY, "expense", "", "", (LineCopy(2, 5, "KWD", None), LineCopy(1, -5, "KWD", None))
    )

    for form in ("beancount", "hledger"):
        text = written(form, abroad, unknown, held={})
        assert "14560 JPY @@ 616.00 CNY" in text and "-14560 JPY @@ 616.00 CNY" in text
        assert "  0.005 KWD\n" in text and "  -0.005 KWD\n" in text
    first, *_, last = rows(written("csv", abroad, unknown, held={}))
    assert (first["amount"], first["currency"], first["home_amount"]) == ("14560", "JPY", "616.00")
    assert (last["amount"], last["home_amount"], last["home_currency"]) == ("-0.005", "", "CNY")


@pytest.mark.beancount
@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=20))
def test_beancount_gives_back_any_words(said: list[tuple[str, str]]) -> None:
    from beancount.core import data

    found, errors, options = loaded(
        written("beancount", *(lunch(*words, by=words[0]) for words in said), name=said[0][0])
    )

    assert errors == [] and options["title"] == _sayable(said[0][0])
    read = [(one.payee or "", one.narration) for one in found if isinstance(one, data.Transaction)]
    assert read == [(_sayable(payee), _sayable(note)) for payee, note in said]


@pytest.mark.beancount
def test_beancount_takes_a_note_of_many_lines() -> None:
    found, errors, _ = loaded(written("beancount", lunch(note="line\n" * 400)))

    assert errors == [] and max(len(getattr(one, "narration", "")) for one in found) == 2000


@pytest.mark.hledger
@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=40))
def test_hledger_takes_any_words(said: list[tuple[str, str]]) -> None:
    entries = [lunch(*words, by=words[0]) for words in said]

    assert complaints(written("hledger", *entries, name=said[0][0])) == ""


@pytest.mark.hledger
@settings(max_examples=15)
@given(st.lists(st.text(max_size=12), min_size=5, max_size=30))
def test_hledger_and_beancount_take_any_account_name(names: list[str]) -> None:
    accounts = [AccountCopy(n, f"asset:a{n}", Kind.ASSET, name) for n, name in enumerate(names)]
    copy = BookCopy("Home", "CNY", DAY, DAY, accounts, {}, lambda text, **facts: text % facts)
    entries = [_moved(n, n - 1) for n in range(1, len(names))]

    assert complaints("".join(FORMS["hledger"].write(copy, entries, Tally()))) == ""
    assert loaded("".join(FORMS["beancount"].write(copy, entries, Tally())))[1] == []


@pytest.mark.parametrize(
    ("book", "file"),
    [
        ("Our home", "Our home-2026-11-21.csv"),
        ("账本/一:二", "账本-一-二-2026-11-21.csv"),
        ("..", "ledger-2026-11-21.csv"),
        ("a\u202eb\n", "ab-2026-11-21.csv"),
        ("x" * 200, f"{'x' * 60}-2026-11-21.csv"),
    ],
)
def test_a_file_is_called_after_its_book(book: str, file: str) -> None:
    assert file_name(book, DAY, FORMS["csv"]) == file


@pytest.mark.parametrize("form", list(FORMS))
def test_a_copy_is_written_as_entries_come(form: str) -> None:
    """No writer waits for the last entry before it writes the first."""
    taken: list[int] = []

    def entries() -> Iterable[EntryCopy]:
        for n in range(10_000):
            taken.append(n)
            yield lunch()

    copy = BookCopy(
        "Home",
        "CNY",
        DAY - timedelta(days=1),
        DAY,
        [
            AccountCopy(1, "asset:cash", Kind.ASSET, "Cash"),
            AccountCopy(2, "expense:food", Kind.EXPENSE, "Food"),
        ],
        {},
        lambda text, **facts: text % facts,
    )
    for line in FORMS[form].write(copy, entries(), Tally()):
        if "lunch" in line:
            break

    assert len(taken) == 1


def _moved(into: int, out_of: int) -> EntryCopy:
    lines = (LineCopy(into, 5, "CNY", 5), LineCopy(out_of, -5, "CNY", -5))
    return EntryCopy("0cn414f830asz", 1, DAY, "transfer", "", "", lines)


def _sayable(text: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n"))
