"""A scene's file is read whole and strictly, or refused by name with the path of what is wrong."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.books.scene import Scene, came_with
from ledger.domain.books.scene_choices import SceneVerb
from ledger.domain.books.scene_reader import SCENE_BYTES, SCENE_LINE, read_scene
from ledger.kernel.canonical import canonical
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import ACCOUNTS_MAX
from ledger.kernel.money import Money
from ledger.kernel.terms import CardTerms

PACK = """
format = 1
key = "stall"
version = "1.2.0"
group = "business"
icon = "store"
currency = "CNY"
verbs = ["expense", "income"]
names = { en = "Stall", zh-Hans = "摆摊", zh-Hant = "擺攤" }
about = { en = "A day at the market.", zh-Hans = "出摊一天。", zh-Hant = "擺攤一天。" }
seal = { pigment = "ochre", characters = { en = "S", zh-Hans = "摊", zh-Hant = "攤" } }

[[accounts]]
key = "cash"
code = "asset:cash"
kind = "asset"
purpose = "cash"
icon = "banknote"
names = { en = "Cash", zh-Hans = "现金", zh-Hant = "現金" }
words = { en = ["cash"], zh = ["现金", "現金"] }

[[accounts]]
key = "card"
code = "liability:card"
kind = "liability"
purpose = "card"
icon = "credit-card"
opened = false
names = { en = "Card", zh-Hans = "信用卡", zh-Hant = "信用卡" }
card = { minimum_bps = 500, interest_basis = "unpaid" }

[[categories]]
key = "goods"
code = "expense:goods"
kind = "expense"
purpose = "cost_of_goods"
icon = "package"
first = true
names = { en = "Goods", zh-Hans = "进货", zh-Hant = "進貨" }
words = { en = ["goods"], zh = ["进货"] }

[[categories]]
key = "fruit"
code = "expense:goods:fruit"
kind = "expense"
purpose = "cost_of_goods"
icon = "sprout"
parent = "goods"
names = { en = "Fruit", zh-Hans = "水果", zh-Hant = "水果" }
words = { en = ["fruit"], zh = ["水果"] }

[[fields]]
key = "weather"
kind = "choice"
verbs = ["income"]
names = { en = "Weather", zh-Hans = "天气", zh-Hant = "天氣" }
options = [{ key = "sun", names = { en = "Sun", zh-Hans = "晴", zh-Hant = "晴" } }]

[[shortcuts]]
key = "restock"
icon = "package"
verb = "expense"
source = "cash"
category = "goods"
amount = "12.30"
names = { en = "Restock", zh-Hans = "进货", zh-Hant = "進貨" }

[[recurring]]
key = "pitch"
verb = "expense"
every = "week"
day = 6
category = "goods"
names = { en = "Pitch", zh-Hans = "摊位", zh-Hant = "攤位" }

[[budgets]]
category = "fruit"

[[reports]]
key = "weather"
report = "breakdown"
by = "field:weather"
categories = ["goods"]
names = { en = "Weather", zh-Hans = "天气", zh-Hant = "天氣" }

[[samples]]
en = "goods 30 cash"
zh-Hans = "进货 30 现金"
zh-Hant = "進貨 30 現金"
"""


def read(old: str = "", new: str = "") -> Scene:
    """The pack above with one passage changed everywhere it stands."""
    assert old in PACK
    return read_scene((PACK.replace(old, new) if old else PACK).encode())


def refused(old: str, new: str) -> tuple[str, object]:
    """The name of the refusal and the path it gives."""
    with pytest.raises(HouseError) as refusal:
        read(old, new)
    assert str(refusal.value)
    return refusal.value.code, refusal.value.facts.get("field")


def test_a_scene_is_read_into_frozen_values() -> None:
    scene = read()

    assert (scene.key, scene.version) == ("stall", "1.2.0")
    assert scene.verbs == (SceneVerb.EXPENSE, SceneVerb.INCOME)
    assert scene.period_start == 1
    assert scene.accounts[0].words.both == ("cash", "现金", "現金")
    assert scene.accounts[1].card == CardTerms(minimum_bps=500, interest_basis="unpaid")
    assert not scene.accounts[1].opened
    assert scene.categories[1].parent == "goods"
    assert scene.shortcuts[0].amount == Money(1230, "CNY")
    assert scene.fields[0].options[0].names["zh-Hant"] == "晴"


def test_tiles_are_the_first_categories_of_a_kind_in_file_order() -> None:
    scene = read('parent = "goods"', 'parent = "goods"\nfirst = true')

    assert [category.key for category in scene.tiles(Kind.EXPENSE)] == ["goods", "fruit"]
    assert scene.tiles(Kind.INCOME) == ()


def test_an_account_keeps_the_values_it_came_with_as_canonical_bytes() -> None:
    value = came_with(read().accounts[0])

    assert value["names"]["zh-Hans"] == "现金"
    assert value["purpose"] == Purpose.CASH
    assert b'"code":"asset:cash"' in canonical(value)


@pytest.mark.parametrize(
    ("old", "new"),
    [("\n", "\r\n"), ("\n\n", "\n\n# a remark\n\n"), (" = ", "="), ("format = 1", "\ufeffformat = 1")],
    ids=["line ends", "remarks", "spaces", "byte order mark"],
)
def test_the_digest_does_not_change_with_how_the_file_is_written(old: str, new: str) -> None:
    text = PACK.strip() if new.startswith("\ufeff") else PACK

    assert read_scene(text.replace(old, new).encode()).digest == read().digest


def test_the_digest_changes_with_every_value() -> None:
    assert read("12.30", "12.31").digest != read().digest


def test_a_script_in_a_name_is_kept_as_text() -> None:
    scene = read('en = "Stall"', 'en = "<script>alert(1)</script>"')

    assert scene.names["en"] == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('key = "stall"', 'key = "stall"\nrun = "rm"', "scene_unknown_key", "run"),
        ('purpose = "cash"', 'purpose = "cash"\nscript = "x"', "scene_unknown_key", "accounts[1].script"),
        ('en = "Fruit"', 'en = "Fruit", fr = "Fruits"', "scene_unknown_key", "categories[2].names.fr"),
        ('en = ["fruit"]', 'fr = ["fruits"]', "scene_unknown_key", "categories[2].words.fr"),
        ("minimum_bps = 500", "limit = 500", "scene_unknown_key", "accounts[2].card.limit"),
        ('version = "1.2.0"\n', "", "scene_missing_key", "version"),
        ('icon = "sprout"\n', "", "scene_missing_key", "categories[2].icon"),
        (', zh-Hant = "水果"', "", "scene_missing_language", "categories[2].names.zh-Hant"),
        ('zh-Hans = "出摊一天。"', 'zh-Hans = ""', "scene_missing_language", "about.zh-Hans"),
        ('zh-Hant = "進貨 30 現金"', "", "scene_missing_language", "samples[1].zh-Hant"),
        ('icon = "sprout"', 'icon = "skull"', "scene_unknown_icon", "categories[2].icon"),
        ('purpose = "cash"', 'purpose = "loot"', "scene_unknown_choice", "accounts[1].purpose"),
        ('verbs = ["income"]', 'verbs = ["steal"]', "scene_unknown_choice", "fields[1].verbs"),
        ('by = "field:weather"', 'by = "field:moon"', "scene_unknown_choice", "reports[1].by"),
        ("format = 1", "format = 2", "scene_malformed", "format"),
        ("format = 1", "format = " + "9" * 900, "scene_malformed", "format"),
        ('version = "1.2.0"', 'version = "latest"', "scene_malformed", "version"),
        ('key = "stall"', 'key = "../stall"', "scene_malformed", "key"),
        ('currency = "CNY"', 'currency = "SHELLS"', "scene_malformed", "currency"),
        ('en = "S"', 'en = "SS"', "scene_malformed", "seal.characters.en"),
        ("opened = false", "opened = 0", "scene_malformed", "accounts[2].opened"),
        ("minimum_bps = 500", "minimum_bps = true", "scene_malformed", "accounts[2].card.minimum_bps"),
        ('"unpaid"', '"never"', "scene_malformed", "accounts[2].card.interest_basis"),
        ('en = "Fruit"', 'en = "Fr\\u202euit"', "scene_malformed", "categories[2].names.en"),
        ('en = "Fruit"', 'en = " Fruit"', "scene_malformed", "categories[2].names.en"),
        ('en = "Fruit"', 'en = "' + "F" * 201 + '"', "scene_malformed", "categories[2].names.en"),
        ('["fruit"]', '["Fruit"]', "scene_malformed", "categories[2].words.en"),
        ('["fruit"]', '["fruit", "fruit"]', "scene_malformed", "categories[2].words.en"),
        ('["fruit"]', '"fruit"', "scene_malformed", "categories[2].words.en"),
        ("options = [", "options = [] #", "scene_malformed", "fields[1].options"),
        ('"12.30"', "12.30", "scene_malformed", "shortcuts[1].amount"),
        ('"12.30"', '"12.345"', "scene_malformed", "shortcuts[1].amount"),
        ('"12.30"', '"0"', "scene_malformed", "shortcuts[1].amount"),
        ('"12.30"', '"1e9"', "scene_malformed", "shortcuts[1].amount"),
        ("day = 6", "day = 8", "scene_malformed", "recurring[1].day"),
        ("[[budgets]]", "[budgets]", "scene_malformed", "budgets"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_path(old: str, new: str, code: str, field: str) -> None:
    assert refused(old, new) == (code, field)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe", b"key = ", b"x = [\n" + b"[\n" * 30_000, b"key = 1\nkey = 2",
    ],
    ids=["not UTF-8", "broken off", "endless nesting", "a key twice"],
)
def test_what_is_not_toml_is_refused(data: bytes) -> None:
    with pytest.raises(HouseError) as refusal:
        read_scene(data)

    assert refusal.value.code == "scene_not_toml"


def many_categories(count: int) -> bytes:
    row = (
        '[[categories]]\nkey = "c{0}"\ncode = "expense:c{0}"\nkind = "expense"\npurpose = "rent"\n'
        'icon = "zap"\nnames.en = "C"\nnames.zh-Hans = "类"\nnames.zh-Hant = "類"\n'
    )
    return (PACK + "".join(row.format(n) for n in range(count))).encode()


def test_a_hundred_thousand_categories_are_refused_before_they_are_parsed() -> None:
    data = many_categories(100_000)
    began = time.perf_counter()

    with pytest.raises(HouseError) as refusal:
        read_scene(data)

    assert refusal.value.code == "scene_too_large"
    assert time.perf_counter() - began < 1


def test_more_categories_than_a_book_holds_are_refused() -> None:
    data = many_categories(ACCOUNTS_MAX - 1)
    assert len(data) < SCENE_BYTES

    with pytest.raises(HouseError) as refusal:
        read_scene(data)

    assert (refusal.value.code, refusal.value.facts["field"]) == ("scene_too_many", "categories")


def test_a_line_long_enough_to_slow_the_parser_is_refused() -> None:
    with pytest.raises(HouseError) as refusal:
        read_scene(b"a." * SCENE_LINE + b"a = 1")

    assert refusal.value.code == "scene_too_large"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_scene_or_a_refusal_by_name(data: bytes) -> None:
    with pytest.raises(HouseError):
        read_scene(data)


@given(st.integers(0, len(PACK) - 1), st.integers(1, 60))
def test_a_pack_with_a_piece_torn_out_is_a_scene_or_a_refusal_by_name(start: int, length: int) -> None:
    torn = (PACK[:start] + PACK[start + length :]).encode()

    try:
        scene = read_scene(torn)
    except HouseError as refusal:
        assert str(refusal)
    else:
        assert len(scene.digest) == 64
