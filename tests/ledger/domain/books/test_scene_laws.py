"""What must hold between the parts of a scene."""

from __future__ import annotations

import pytest

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.books.scene import Scene, SceneAccount, SceneCategory, Seal, Shortcut, Words
from ledger.domain.books.scene_choices import Group, Pigment, SceneVerb
from ledger.domain.books.scene_laws import check_scene
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import ACCOUNTS_MAX
from ledger.kernel.terms import CardTerms

TEXTS = {"en": "A", "zh-Hans": "甲", "zh-Hant": "甲"}
RICE = Words(zh=("饭",))


def account(
    key: str = "cash", code: str = "asset:cash", purpose: Purpose = Purpose.CASH, **more: object
) -> SceneAccount:
    return SceneAccount(
        key=key, code=code, kind=Kind(code.partition(":")[0]), purpose=purpose, names=TEXTS, icon="wallet",
        **more,  # type: ignore[arg-type]
    )


def category(key: str = "food", code: str = "expense:food", **more: object) -> SceneCategory:
    given = {"kind": Kind.EXPENSE, "purpose": Purpose.ESSENTIAL, **more}
    return SceneCategory(key=key, code=code, names=TEXTS, icon="utensils", **given)  # type: ignore[arg-type]


def scene(
    accounts: tuple[SceneAccount, ...] = (), categories: tuple[SceneCategory, ...] = (),
    shortcuts: tuple[Shortcut, ...] = (),
) -> Scene:
    return Scene(
        key="one", version="1.0.0", digest="", names=TEXTS, about=TEXTS, group=Group.FAMILY, icon="house",
        seal=Seal(Pigment.INK, TEXTS), currency="CNY", period_start=1, shared=False,
        verbs=(SceneVerb.EXPENSE,), accounts=accounts, categories=categories, shortcuts=shortcuts,
    )


def shortcut(**more: str) -> Shortcut:
    given = {"verb": SceneVerb.EXPENSE, **more}
    return Shortcut(key="tap", names=TEXTS, icon="zap", **given)  # type: ignore[arg-type]


def test_a_scene_whose_parts_agree_is_accepted() -> None:
    cash = account(words=Words(en=("cash",)))
    card = account("card", "liability:card", Purpose.CARD, card=CardTerms())
    food = category(words=Words(en=("ktv", "food"), zh=("ktv",)))
    eating_out = category("eat", "expense:food:eat", parent="food")

    check_scene(scene((cash, card), (food, eating_out), (shortcut(source="cash", category="food"),)))


@pytest.mark.parametrize(
    ("bad", "code", "field"),
    [
        (scene((account(), account(code="asset:bank"))), "scene_duplicate_key", "accounts[2].key"),
        (scene((account(),), (category("cash"),)), "scene_duplicate_key", "categories[1].key"),
        (scene((account(), account("till"))), "scene_duplicate_key", "accounts[2].code"),
        (scene((), (category(code="expense"),)), "scene_bad_code", "categories[1].code"),
        (scene((), (category(code="expense:Food"),)), "scene_bad_code", "categories[1].code"),
        (scene((), (category(code="expense:a:b:c:d"),)), "scene_bad_code", "categories[1].code"),
        (scene((), (category(code="income:food"),)), "scene_bad_code", "categories[1].code"),
        (scene((account(code="expense:cash"),)), "scene_bad_code", "accounts[1].kind"),
        (scene((account(purpose=Purpose.LOAN),)), "scene_unfit_purpose", "accounts[1].purpose"),
        (scene((), (category(purpose=Purpose.SALARY),)), "scene_unfit_purpose", "categories[1].purpose"),
        (scene((), (category(parent="home"),)), "scene_dangling", "categories[1].parent"),
        (scene((account("a"),), (category(parent="a"),)), "scene_dangling", "categories[1].parent"),
        (scene((), (category(parent="food"),)), "scene_cycle", "categories[1].parent"),
        (
            scene((), (
                category("a", "expense:a", parent="c"), category("b", "expense:b", parent="a"),
                category("c", "expense:c", parent="b"),
            )),
            "scene_cycle", "categories[1].parent",
        ),
        (
            scene((), (category(), category("eat", "expense:eat", parent="food"))),
            "scene_bad_code", "categories[2].parent",
        ),
        (
            scene((), (category(words=RICE), category("eat", "expense:eat", words=RICE))),
            "scene_duplicate_word", "categories[2].words",
        ),
        (
            scene((account(words=Words(en=("card",))),), (category(words=Words(zh=("card",))),)),
            "scene_duplicate_word", "categories[1].words",
        ),
        (scene((), (), (shortcut(), shortcut())), "scene_duplicate_key", "shortcuts[2].key"),
        (scene((), (), (shortcut(source="safe"),)), "scene_dangling", "shortcuts[1].source"),
        (scene((), (), (shortcut(target="safe"),)), "scene_dangling", "shortcuts[1].target"),
        (scene((account(),), (), (shortcut(category="cash"),)), "scene_dangling", "shortcuts[1].category"),
        (scene((), (), (shortcut(verb=SceneVerb.SETTLE),)), "scene_dangling", "shortcuts[1].verb"),
    ],
)
def test_parts_that_disagree_are_refused_by_name_and_path(bad: Scene, code: str, field: str) -> None:
    with pytest.raises(HouseError) as refusal:
        check_scene(bad)

    assert (refusal.value.code, refusal.value.facts["field"]) == (code, field)
    assert str(refusal.value)


def test_a_child_of_a_cycle_it_does_not_stand_on_ends_in_a_refusal_too() -> None:
    looped = (
        category("leaf", "expense:leaf", parent="a"), category("a", "expense:a", parent="b"),
        category("b", "expense:b", parent="a"),
    )

    with pytest.raises(HouseError) as refusal:
        check_scene(scene((), looped))

    assert refusal.value.code == "scene_cycle"


def test_accounts_and_categories_together_fit_one_book() -> None:
    accounts = tuple(account(f"a{n}", f"asset:a{n}") for n in range(ACCOUNTS_MAX))

    with pytest.raises(HouseError) as refusal:
        check_scene(scene(accounts, (category(),)))

    assert (refusal.value.code, refusal.value.facts["most"]) == ("scene_too_many", ACCOUNTS_MAX)


def test_no_more_tiles_of_one_kind_than_fit_on_a_phone() -> None:
    tiles = tuple(category(f"c{n}", f"expense:c{n}", first=True) for n in range(10))

    with pytest.raises(HouseError) as refusal:
        check_scene(scene((), tiles))

    assert refusal.value.code == "scene_too_many"
