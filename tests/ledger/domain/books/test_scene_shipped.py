"""The scenes the product ships: complete in three languages, rich, and unambiguous."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from ledger.domain.books.account import EXCHANGE_CODE, OPENING_CODE, Kind, Purpose, code_is_valid
from ledger.domain.books.scene import LANGUAGES, Scene, SceneAccount, SceneCategory
from ledger.domain.books.scene_choices import ReportName, SceneVerb
from ledger.domain.books.scene_reader import read_scene
from ledger.store.books.scenes import shipped_scenes

SCENES = ("household", "small_business", "travel")
CHARACTER_SETS = {"en": "ascii", "zh-Hans": "gb2312", "zh-Hant": "big5"}
"""The old national sets, each holding the characters of its own script alone."""

each_scene = pytest.mark.parametrize("key", SCENES)


def items(scene: Scene) -> tuple[SceneAccount | SceneCategory, ...]:
    return (*scene.accounts, *scene.categories)


def texts_in(value: Any) -> Iterator[dict[str, str]]:
    """Every visible text of a scene, wherever it stands."""
    if isinstance(value, dict) and set(value) == set(LANGUAGES):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts_in(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts_in(getattr(value, name))


def is_written_in(characters: str, text: str) -> bool:
    return text.encode(characters, "ignore").decode(characters) == text


def test_three_scenes_are_shipped_under_their_own_keys() -> None:
    scenes = shipped_scenes()

    assert tuple(scenes) == SCENES
    assert all(scene.key == key for key, scene in scenes.items())


def test_a_caller_cannot_change_what_is_shipped() -> None:
    shipped_scenes().clear()

    assert shipped_scenes()


@each_scene
def test_every_text_stands_in_its_own_script(key: str) -> None:
    texts = list(texts_in(shipped_scenes()[key]))

    assert len(texts) > 60
    for language, characters in CHARACTER_SETS.items():
        assert not [text[language] for text in texts if not is_written_in(characters, text[language])]


@each_scene
def test_every_chinese_word_keeps_to_one_script(key: str) -> None:
    words = [word for item in items(shipped_scenes()[key]) for word in item.words.zh]

    assert not [word for word in words if not (is_written_in("gb2312", word) or is_written_in("big5", word))]


@each_scene
def test_every_code_parses_and_no_two_names_of_a_kind_look_alike(key: str) -> None:
    scene = shipped_scenes()[key]
    shown = [(item.kind, language, item.names[language]) for item in items(scene) for language in LANGUAGES]

    assert all(code_is_valid(item.code) for item in items(scene))
    assert len(set(shown)) == len(shown)


@each_scene
def test_a_scene_is_rich_enough_to_start_with(key: str) -> None:
    scene = shipped_scenes()[key]
    worded = [category for category in scene.categories if category.words.en and category.words.zh]

    assert len(scene.categories) >= 10
    assert worded == list(scene.categories)
    assert all(len(category.words.both) >= 16 for category in scene.categories)
    assert len(scene.tiles(Kind.EXPENSE)) == 9
    assert min(map(len, (scene.shortcuts, scene.members, scene.budgets, scene.reports, scene.samples))) >= 3


@each_scene
def test_a_word_leads_to_one_place_only(key: str) -> None:
    owners: dict[str, set[str]] = {}
    for item in items(shipped_scenes()[key]):
        for word in item.words.both:
            owners.setdefault(word, set()).add(item.key)

    assert {word: keys for word, keys in owners.items() if len(keys) > 1} == {}


@each_scene
def test_no_word_is_a_number_that_a_line_could_mean_as_its_amount(key: str) -> None:
    words = [word for item in items(shipped_scenes()[key]) for word in item.words.both]

    assert not [word for word in words if word.isdecimal()]


@each_scene
def test_books_can_open_and_exchange_in_every_scene(key: str) -> None:
    opened = {account.code: account for account in shipped_scenes()[key].accounts if account.opened}

    assert opened[OPENING_CODE].purpose is Purpose.OPENING
    assert opened[EXCHANGE_CODE].purpose is Purpose.EXCHANGE


@each_scene
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_line_names_a_category_and_a_place_of_its_scene(key: str, language: str) -> None:
    scene = shipped_scenes()[key]
    places = [word for account in scene.accounts for word in account.words.both]
    categories = [word for category in scene.categories for word in category.words.both]

    for sample in scene.samples:
        line = sample[language].lower()
        assert any(word in line for word in places), line
        assert any(word in line for word in categories), line
        assert any(character.isdecimal() for character in line), line


@each_scene
def test_line_ends_do_not_change_a_shipped_digest(key: str) -> None:
    data = files("ledger").joinpath("data", "scenes", f"{key}.toml").read_bytes()

    assert read_scene(data.replace(b"\n", b"\r\n")).digest == shipped_scenes()[key].digest


@pytest.mark.parametrize(
    ("key", "word", "code"),
    [
        ("household", "午饭", "expense:food:dining"),
        ("household", "午餐", "expense:food:dining"),
        ("household", "lunch", "expense:food:dining"),
        ("household", "计程车", "expense:transport"),
        ("household", "計程車", "expense:transport"),
        ("household", "盒马", "expense:food:groceries"),
        ("household", "星巴克", "expense:food:snacks"),
        ("household", "水費", "expense:home:utilities"),
        ("household", "随礼", "expense:giving"),
        ("household", "降压药", "expense:elders"),
        ("household", "薪水", "income:salary"),
        ("household", "微信", "asset:wallet:wechat"),
        ("household", "支付寶", "asset:wallet:alipay"),
        ("household", "card", "liability:card"),
        ("small_business", "进货", "expense:goods"),
        ("small_business", "今日收款", "income:sales"),
        ("small_business", "赊账", "asset:tab"),
        ("small_business", "損耗", "expense:losses"),
        ("travel", "机票", "expense:transport:flights"),
        ("travel", "公款", "asset:kitty"),
        ("travel", "门票", "expense:tickets"),
        ("travel", "簽證", "expense:visa"),
    ],
)
def test_everyday_words_lead_where_people_expect(key: str, word: str, code: str) -> None:
    owners = {word: item.code for item in items(shipped_scenes()[key]) for word in item.words.both}

    assert owners[word] == code


@pytest.mark.parametrize(
    ("key", "purposes"),
    [
        (
            "household",
            "rent insurance health education giving interest card_fee late_fee cash_advance salary card loan "
            "member_pocket fund receivable",
        ),
        (
            "small_business",
            "cost_of_goods rent payroll tax interest business_income inventory customer_tab supplier "
            "partner_capital partner_current deposit transit",
        ),
        ("travel", "kitty member_pocket cash card receivable insurance exchange"),
    ],
)
def test_a_scene_holds_the_purposes_its_people_live_by(key: str, purposes: str) -> None:
    assert set(purposes.split()) <= {item.purpose.value for item in items(shipped_scenes()[key])}


def test_loans_are_offered_to_a_household_but_not_opened() -> None:
    loans = [account for account in shipped_scenes()["household"].accounts if account.purpose is Purpose.LOAN]

    assert loans
    assert not any(account.opened for account in loans)
    assert all(account.loan for account in loans)


def test_no_card_comes_with_a_rate_or_limit_that_nobody_stated() -> None:
    accounts = [account for scene in shipped_scenes().values() for account in scene.accounts]
    cards = [account.card for account in accounts if account.card]

    assert len(cards) == 3
    assert all(card.rate_bps is None and card.limit is None for card in cards)


@pytest.mark.parametrize(
    ("key", "verbs", "report"),
    [
        ("household", {SceneVerb.EXPENSE, SceneVerb.PAID_FOR_OTHERS}, ReportName.MONTH),
        ("small_business", {SceneVerb.TAKINGS, SceneVerb.PURCHASE, SceneVerb.DRAWINGS}, ReportName.DAY_SHEET),
        ("travel", {SceneVerb.PAID_FOR_OTHERS, SceneVerb.SETTLE, SceneVerb.EXCHANGE}, ReportName.SETTLE_UP),
    ],
)
def test_a_scene_offers_its_own_deeds_and_answers_first(
    key: str, verbs: set[SceneVerb], report: ReportName
) -> None:
    scene = shipped_scenes()[key]

    assert verbs <= set(scene.verbs)
    assert scene.reports[0].report is report
