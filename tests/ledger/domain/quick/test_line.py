"""The one-line box: what plain lines mean, and that no line can hurt."""

import re
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.quick.lexicon import Known, Lesson, Lexicon
from ledger.domain.quick.line import read_line
from ledger.kernel.limits import AMOUNT_TEXT_MAX, LINE_MAX
from ledger.kernel.number import read_sum
from tests.ledger.domain.quick.plain_lines import LINES, Line

HOSTILE = (
    "三" * 10_000, "十" * 10_000, "一千" * 5_000, "@" * 10_000, "给妈妈" * 3_000, "for mum " * 1_200, "at A " * 2_000,
    "1块" * 5_000, "+" * 10_000, "１，２３，４５．６．７", "usd 1@" * 1_000, "菜１，２+奶３．４．５",
    "9" * 100_000, "(" * 100_000, "1+" * 50_000, "午" * 100_000, "a" * 10_000, "1," * 100, "." * 200, "((((" * 50,
    "转" * 200, "to " * 66, "1 " * 100, "NaN", "inf", "-inf", "1e1000000", "1E5", "0x10", "1_000", "0", "0/0", "1/0",
    "99999999999999999999", "0.001", "3.5.2", "1,20", "\x00\u202e", "\ud800", "½", "10²", "٣٤", "<script>", "'; --",
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_a_plain_line_is_read_whole(line: Line, lexicon, by_key, saturday):
    key = {account.account_id: key for key, account in by_key.items()}

    reading = read_line(line.text, saturday, lexicon)

    amount = line.amount if reading.amount == (line.amount and Decimal(line.amount)) else str(reading.amount)
    assert Line(
        line.text, amount,
        key.get(reading.category), key.get(reading.account), reading.note, reading.on.isoformat(),
        reading.verb.value, key.get(reading.to), reading.payee, " ".join(sorted(reading.unsure)), reading.currency,
    ) == replace(line, unsure=" ".join(sorted(line.unsure.split())))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_hostile_line_is_a_note_without_an_amount(text, lexicon, saturday):
    began = time.monotonic_ns()

    reading = read_line(text, saturday, lexicon)

    assert time.monotonic_ns() - began < 200_000_000
    assert "amount" in reading.unsure
    assert len(reading.note) <= LINE_MAX


@given(text=st.text(max_size=240))
def test_any_text_has_a_reading_that_fits_its_fields(text, lexicon, saturday):
    reading = read_line(text, saturday, lexicon)

    assert len(reading.note) <= LINE_MAX and reading.note.isprintable()
    assert reading.amount is None or reading.amount > 0
    assert reading.amount is None or len(reading.amount_text) <= AMOUNT_TEXT_MAX
    assert {"category", "account"} & reading.unsure or reading.account is not None


@pytest.mark.parametrize("text", ["午饭 32+6", "午饭 35块5", "奖金 1.2万", "fruit 10x3", "（32+6)*2", "１２．５ 早餐"])
def test_the_amount_as_text_is_what_the_amount_field_reads(text, lexicon, saturday):
    reading = read_line(text, saturday, lexicon)

    assert read_sum(reading.amount_text, 2) == reading.amount


_PIECES = ("午饭", "菜", "奶", "微信", "给妈妈", "@出差", "USD", "块", "万", "三十二", "昨天", "and", "+", "，", ".",
           "@", "lunch", "coffee", " for mum", " ", "  ", "x", "(", ")", "号", "毛")


@given(pieces=st.lists(st.one_of(st.sampled_from(_PIECES), st.integers(0, 10**6).map(str)), max_size=14))
def test_no_digit_that_was_typed_is_lost(pieces, lexicon, saturday):
    text = "".join(pieces)

    reading = read_line(text, saturday, lexicon)

    kept = " ".join((reading.note, reading.amount_text, reading.rate, reading.project, reading.payee,
                     f"{reading.on} {reading.on:%Y%m%d}", *(str(part.amount) for part in reading.parts)))
    assert [run for run in re.findall("[0-9]+", text) if run.strip("0") not in kept] == []


@given(pieces=st.lists(st.one_of(st.sampled_from(_PIECES), st.integers(0, 10**6).map(str)), max_size=14))
def test_parts_are_above_nothing_and_make_up_the_amount(pieces, lexicon, saturday):
    reading = read_line("".join(pieces), saturday, lexicon)

    if reading.parts:
        assert all(part.amount > 0 for part in reading.parts)
        assert sum(part.amount for part in reading.parts) == reading.amount
        assert reading.parts[0].category == reading.category
        assert any(part.category is not None for part in reading.parts)
    assert reading.amount is None or read_sum(reading.amount_text, 2) == reading.amount


def test_what_a_person_put_right_wins_the_next_time(lexicon, by_key, saturday):
    lessons = {"noodles": Lesson(by_key["groceries"].account_id, by_key["cash"].account_id),
               "豆浆油条": Lesson(by_key["dining"].account_id)}
    taught = Lexicon.of(lexicon.accounts, "CNY", {}, Known(lessons=lessons))

    noodles = read_line("lunch noodles 12", saturday, taught)
    soy = read_line("早上豆浆油条8块 微信", saturday, taught)

    assert (noodles.category, noodles.account) == (by_key["groceries"].account_id, by_key["cash"].account_id)
    assert noodles.unsure == frozenset()
    assert (soy.category, soy.unsure) == (by_key["dining"].account_id, frozenset())


def test_a_project_of_the_book_ends_where_its_name_ends(lexicon, saturday):
    known = Lexicon.of(lexicon.accounts, "CNY", {}, Known(projects=("装修",)))

    reading = read_line("@装修灯具 260 信用卡", saturday, known)

    assert (reading.project, reading.note) == ("装修", "灯具")


@given(day=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_day_without_its_year_is_never_ahead(day, lexicon):
    texts = ("3/5 午饭 1", "28号午饭1", "周三午饭1", "friday lunch 1", "dec 24 lunch 1")

    found = [read_line(text, day, lexicon).on for text in texts]

    assert max(found) <= day


def test_a_name_somebody_gave_outranks_another_accounts_word(lexicon, saturday):
    named = Account(7, "asset:bank:cmb", Kind.ASSET, Purpose.BANK, {"en": "招行"})
    accounts = {**lexicon.accounts, 7: named}

    reading = read_line("午饭 32 招行", saturday, Lexicon.of(accounts, "CNY", {}))

    assert reading.account == 7 and reading.unsure == frozenset()


def test_a_word_two_accounts_share_is_a_guess(lexicon, saturday):
    twin = Account(7, "asset:bank:two", Kind.ASSET, Purpose.BANK, {"en": "Two"}, words=("招行",))

    reading = read_line("午饭 32 招行", saturday, Lexicon.of({**lexicon.accounts, 7: twin}, "CNY", {}))

    assert reading.unsure == {"account"}


def test_an_account_put_away_is_no_longer_understood(lexicon, by_key, saturday):
    wechat = by_key["wechat"]
    accounts = {**lexicon.accounts, wechat.account_id: replace(wechat, closed=True)}

    reading = read_line("lunch 32 wechat", saturday, Lexicon.of(accounts, "CNY", {}))

    assert reading.account is None and reading.note == "lunch wechat"


@pytest.mark.parametrize(("home", "text", "currency"), [
    ("JPY", "lunch ¥900", "JPY"), ("CNY", "lunch ¥90", "CNY"), ("TWD", "午餐 120元", "TWD"),
    ("HKD", "lunch $60", "HKD"),
    ("CNY", "lunch $6", "USD"), ("EUR", "lunch 9", "EUR"), ("CNY", "top 30", "CNY"), ("CNY", "lunch 30 TOP", "TOP"),
])
def test_a_mark_means_home_money_where_it_can(home, text, currency, lexicon, saturday):
    reading = read_line(text, saturday, Lexicon.of(lexicon.accounts, home, {}))

    assert reading.currency == currency
