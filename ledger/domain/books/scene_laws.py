"""What must hold between the parts of a scene, once each part has been read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ledger.domain.books.account import Kind, Purpose, code_is_valid
from ledger.domain.books.arranging import PURPOSES
from ledger.domain.books.scene import (
    RecurringHint,
    ReportHint,
    Scene,
    SceneAccount,
    SceneCategory,
    SceneField,
    SceneMember,
    Shortcut,
)
from ledger.domain.books.scene_table import SceneTooMany, SceneUnknownChoice
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import ACCOUNTS_MAX, TILES_MAX

_Item = SceneAccount | SceneCategory
_Keyed = SceneField | Shortcut | SceneMember | RecurringHint | ReportHint

_BOOKS_OWN = frozenset({Purpose.OPENING, Purpose.EXCHANGE})
"""Purposes a scene gives and nobody chooses: how the books began, and how currencies meet."""

_CATEGORY_KINDS = (Kind.INCOME, Kind.EXPENSE)
_BY = ("", "member", "purpose", "category", "account", "day", "payee")


class SceneBadCode(Invalid):
    """A code outside the grammar, not of its own kind, or not beneath its parent's."""

    message = N_("“%(code)s” at “%(field)s” is not a code for this. It looks like expense:food:dining.")


class SceneUnfitPurpose(Invalid):
    """A purpose that its kind of account cannot have."""

    message = N_("“%(purpose)s” at “%(field)s” is not a purpose of this kind of account.")


class SceneDuplicateKey(Invalid):
    """A key or code that stands twice."""

    message = N_("“%(key)s” at “%(field)s” stands twice in this scene.")


class SceneDuplicateWord(Invalid):
    """A word that would lead a typed line to two places."""

    message = N_("The word “%(word)s” at “%(field)s” already belongs to “%(owner)s”.")


class SceneDangling(Invalid):
    """A reference to something the scene does not have."""

    message = N_("“%(key)s” at “%(field)s” names nothing in this scene.")


class SceneCycle(Invalid):
    """A parent that is its own descendant."""

    message = N_("“%(key)s” at “%(field)s” is its own parent, directly or through others.")


def check_scene(scene: Scene) -> None:
    """Every law between the parts of a scene.

    Raises: SceneDuplicateKey, SceneBadCode, SceneUnfitPurpose, SceneDangling, SceneCycle, SceneDuplicateWord,
    SceneUnknownChoice, SceneTooMany; each with the path at fault as `field`.
    """
    items = _items(scene)
    if len(items) > ACCOUNTS_MAX:
        raise SceneTooMany(field="categories", most=ACCOUNTS_MAX)
    _unique({path: item.key for path, item in items.items()}, "key")
    _unique({path: item.code for path, item in items.items()}, "code")
    for path, item in items.items():
        _check_code(path, item)
    _check_parents("accounts", scene.accounts)
    _check_parents("categories", scene.categories)
    _check_words(items)
    _check_tiles(scene)
    _check_lists(scene)
    _check_references(scene)


def _items(scene: Scene) -> dict[str, _Item]:
    return {**_paths("accounts", scene.accounts), **_paths("categories", scene.categories)}


def _paths(name: str, items: Iterable[_Item]) -> dict[str, _Item]:
    return {f"{name}[{at}]": item for at, item in enumerate(items, start=1)}


def _unique(keys: Mapping[str, str], name: str) -> None:
    seen: set[str] = set()
    for path, key in keys.items():
        if key in seen:
            raise SceneDuplicateKey(key=key, field=f"{path}.{name}")
        seen.add(key)


def _check_code(path: str, item: _Item) -> None:
    if not code_is_valid(item.code) or not item.code.startswith(f"{item.kind}:"):
        raise SceneBadCode(code=item.code[:40], field=f"{path}.code")
    if isinstance(item, SceneCategory) != (item.kind in _CATEGORY_KINDS):
        raise SceneBadCode(code=item.code[:40], field=f"{path}.kind")
    if item.purpose not in PURPOSES[item.kind] and not (item.kind is Kind.EQUITY and item.purpose in _BOOKS_OWN):
        raise SceneUnfitPurpose(purpose=item.purpose, field=f"{path}.purpose")


def _check_parents(name: str, items: Sequence[_Item]) -> None:
    by_key = {item.key: item for item in items}
    children = {f"{path}.parent": item for path, item in _paths(name, items).items() if item.parent}
    for path, item in children.items():
        if item.parent not in by_key:
            raise SceneDangling(key=item.parent, field=path)
    parents = {item.key: item.parent for item in items}
    for path, item in children.items():
        if _returns(item.key, parents):
            raise SceneCycle(key=item.key, field=path)
        if not item.code.startswith(f"{by_key[item.parent].code}:"):
            raise SceneBadCode(code=item.code, field=path)


def _returns(key: str, parents: Mapping[str, str]) -> bool:
    above, steps = parents[key], 0
    while above and above != key and steps < len(parents):
        above, steps = parents[above], steps + 1
    return bool(above)


def _check_words(items: Mapping[str, _Item]) -> None:
    owners: dict[str, str] = {}
    for path, item in items.items():
        for word in item.words.both:
            owner = owners.setdefault(word, item.key)
            if owner != item.key:
                raise SceneDuplicateWord(word=word, owner=owner, field=f"{path}.words")


def _check_tiles(scene: Scene) -> None:
    tiles = Counter(category.kind for category in scene.categories if category.first)
    if any(count > TILES_MAX for count in tiles.values()):
        raise SceneTooMany(field="categories", most=TILES_MAX)


def _check_lists(scene: Scene) -> None:
    lists: dict[str, Sequence[_Keyed]] = {
        "fields": scene.fields, "shortcuts": scene.shortcuts, "members": scene.members,
        "recurring": scene.recurring, "reports": scene.reports,
    }
    for name, parts in lists.items():
        _unique({f"{name}[{at}]": part.key for at, part in enumerate(parts, start=1)}, "key")
    for at, question in enumerate(scene.fields, start=1):
        options = enumerate(question.options, start=1)
        _unique({f"fields[{at}].options[{n}]": option.key for n, option in options}, "key")


def _check_references(scene: Scene) -> None:
    accounts = {account.key for account in scene.accounts}
    categories = {category.key for category in scene.categories}
    hints: dict[str, Sequence[Shortcut | RecurringHint]] = {
        "shortcuts": scene.shortcuts, "recurring": scene.recurring,
    }
    for name, listed in hints.items():
        for at, hint in enumerate(listed, start=1):
            _check_hint(scene, hint, f"{name}[{at}]", accounts, categories)
    for at, question in enumerate(scene.fields, start=1):
        _refer(question.verbs, scene.verbs, f"fields[{at}].verbs")
    for at, budget in enumerate(scene.budgets, start=1):
        _refer([budget.category], categories, f"budgets[{at}].category")
    for at, report in enumerate(scene.reports, start=1):
        _refer(report.categories, categories, f"reports[{at}].categories")
        known = (*_BY, *(f"field:{question.key}" for question in scene.fields))
        if report.by not in known:
            raise SceneUnknownChoice(value=report.by[:40], field=f"reports[{at}].by")


def _check_hint(
    scene: Scene, hint: Shortcut | RecurringHint, path: str, accounts: set[str], categories: set[str]
) -> None:
    _refer([hint.verb], scene.verbs, f"{path}.verb")
    _refer([hint.source] if hint.source else [], accounts, f"{path}.source")
    _refer([hint.target] if hint.target else [], accounts, f"{path}.target")
    _refer([hint.category] if hint.category else [], categories, f"{path}.category")


def _refer(keys: Iterable[str], known: Iterable[str], path: str) -> None:
    for key in keys:
        if key not in known:
            raise SceneDangling(key=key, field=path)
