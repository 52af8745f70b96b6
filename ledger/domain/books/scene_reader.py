"""Reads one scene's file (TOML) into a frozen Scene, or refuses it by name.

The file may come from anyone, so its size and the length of its lines are bounded before it is parsed:
together they bound the time the parser can be made to take.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.books.scene import (
    FORMAT,
    BudgetHint,
    LoanDefaults,
    Option,
    RecurringHint,
    ReportHint,
    Scene,
    SceneAccount,
    SceneCategory,
    SceneField,
    SceneMember,
    Seal,
    Shortcut,
)
from ledger.domain.books.scene_choices import (
    BudgetPeriod,
    Every,
    FieldKind,
    Group,
    MemberKind,
    Mode,
    Per,
    Pigment,
    ReportName,
    SceneVerb,
)
from ledger.domain.books.scene_laws import check_scene
from ledger.domain.books.scene_table import SceneMalformed, Table, read_texts
from ledger.domain.sharing.role import ROLES
from ledger.kernel.canonical import digest
from ledger.kernel.currency import UnknownCurrency, digits_of
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import ACCOUNTS_MAX, MEMBERS_MAX
from ledger.kernel.money import Money
from ledger.kernel.number import read_number
from ledger.kernel.terms import CardTerms

SCENE_BYTES = 128 * 1024
"""Size of a scene's file in bytes."""

SCENE_LINE = 1_000
"""Bytes in one line of a scene's file: a dotted key costs the parser the square of its length."""

LIST_MAX = 50
"""Items of any other list of a scene."""

_VERSION = re.compile(r"(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){2}")
_RECKONED = ("digest",)
_METHODS = ("annuity", "equal_principal", "interest_only")
_CONVENTIONS = ("cn_simple", "cn_compound", "us_actuarial", "eu_aprc")
_Part = TypeVar("_Part")


class SceneTooLarge(Invalid):
    """A file no scene needs."""

    message = N_("This scene is too large. The most is %(bytes)s bytes, in lines of %(columns)s bytes.")


class SceneNotToml(Invalid):
    """A file that is not UTF-8 text in TOML."""

    message = N_("This file is not a scene: it cannot be read as TOML.")


def read_scene(data: bytes) -> Scene:
    """The scene a file holds.

    Raises: SceneTooLarge, SceneNotToml; SceneMalformed, SceneUnknownKey, SceneMissingKey,
    SceneMissingLanguage, SceneUnknownChoice, SceneUnknownIcon, SceneTooMany; and what `check_scene` raises.
    All but the first two carry the path of the key at fault as `field`.
    """
    values = _parsed(data)
    scene = _scene(Table(values, "", _keys_of(Scene) | {"format"}))
    check_scene(scene)
    return scene


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > SCENE_BYTES or any(len(line) > SCENE_LINE for line in data.split(b"\n")):
        raise SceneTooLarge(bytes=SCENE_BYTES, columns=SCENE_LINE)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SceneNotToml() from None


def _keys_of(part: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in fields(part) if field.name not in _RECKONED)


def _scene(table: Table) -> Scene:
    table.number("format", FORMAT, FORMAT)
    currency = _currency(table)
    return Scene(
        key=table.key("key"), version=_version(table), names=table.texts("names"),
        about=table.texts("about"), group=table.choice("group", Group), icon=table.icon(), seal=_seal(table),
        currency=currency, period_start=table.number("period_start", 0, 28, 1),
        shared=table.flag("shared", False), verbs=table.choices("verbs", SceneVerb),
        accounts=_parts(table, "accounts", SceneAccount, _account, ACCOUNTS_MAX),
        categories=_parts(table, "categories", SceneCategory, _category, ACCOUNTS_MAX),
        fields=_parts(table, "fields", SceneField, _field),
        shortcuts=_parts(table, "shortcuts", Shortcut, lambda row: _shortcut(row, currency)),
        members=_parts(table, "members", SceneMember, _member, MEMBERS_MAX),
        recurring=_parts(table, "recurring", RecurringHint, lambda row: _recurring(row, currency)),
        budgets=_parts(table, "budgets", BudgetHint, lambda row: _budget(row, currency)),
        reports=_parts(table, "reports", ReportHint, _report),
        samples=tuple(read_texts(*sample) for sample in table.tables("samples", LIST_MAX)),
        digest=digest(b"", table.values).hex(),  # last: by now every value is one that has canonical bytes
    )


def _parts(
    table: Table, key: str, part: type[_Part], build: Callable[[Table], _Part], most: int = LIST_MAX
) -> tuple[_Part, ...]:
    known = _keys_of(part)
    return tuple(build(Table(values, path, known)) for values, path in table.tables(key, most))


def _currency(table: Table) -> str:
    currency = table.line("currency")
    try:
        digits_of(currency)
    except UnknownCurrency:
        raise SceneMalformed(field=table.at("currency")) from None
    return currency


def _version(table: Table) -> str:
    version = table.line("version")
    if not _VERSION.fullmatch(version):
        raise SceneMalformed(field=table.at("version"))
    return version


def _seal(table: Table) -> Seal:
    seal = Table(table.needed("seal"), table.at("seal"), _keys_of(Seal))
    characters = seal.texts("characters")
    for language, character in characters.items():
        if len(character) != 1:
            raise SceneMalformed(field=f"{seal.at('characters')}.{language}")
    return Seal(pigment=seal.choice("pigment", Pigment), characters=characters)


def _account(row: Table) -> SceneAccount:
    return SceneAccount(
        key=row.key("key"), code=row.line("code"), kind=row.choice("kind", Kind),
        purpose=row.choice("purpose", Purpose), names=row.texts("names"), icon=row.icon(), words=row.words(),
        parent=row.key("parent", ""), opened=row.flag("opened", True),
        per_member=row.flag("per_member", False), card=_card(row), loan=_loan(row),
    )


def _category(row: Table) -> SceneCategory:
    return SceneCategory(
        key=row.key("key"), code=row.line("code"), kind=row.choice("kind", Kind),
        purpose=row.choice("purpose", Purpose), names=row.texts("names"), icon=row.icon(), words=row.words(),
        parent=row.key("parent", ""), opened=row.flag("opened", True), first=row.flag("first", False),
    )


def _card(row: Table) -> CardTerms | None:
    if "card" not in row.values:
        return None
    card = Table(row.values["card"], row.at("card"), ("minimum_bps", "interest_basis", "rate_convention"))
    return CardTerms(
        minimum_bps=card.number("minimum_bps", 0, 10_000, CardTerms().minimum_bps),
        interest_basis=_one_of(card, "interest_basis", ("full", "unpaid"), CardTerms().interest_basis),
        rate_convention=_one_of(card, "rate_convention", _CONVENTIONS, CardTerms().rate_convention),
    )


def _loan(row: Table) -> LoanDefaults | None:
    if "loan" not in row.values:
        return None
    loan = Table(row.values["loan"], row.at("loan"), _keys_of(LoanDefaults))
    return LoanDefaults(
        method=_one_of(loan, "method", _METHODS, LoanDefaults().method),
        rate_convention=_one_of(loan, "rate_convention", _CONVENTIONS, LoanDefaults().rate_convention),
        instalments=loan.number("instalments", 1, 600, LoanDefaults().instalments),
    )


def _field(row: Table) -> SceneField:
    kind = row.choice("kind", FieldKind)
    options = _parts(row, "options", Option, lambda option: Option(option.key("key"), option.texts("names")))
    if bool(options) != (kind is FieldKind.CHOICE):
        raise SceneMalformed(field=row.at("options"))
    if row.flag("rises", False) and kind not in (FieldKind.NUMBER, FieldKind.QUANTITY):
        raise SceneMalformed(field=row.at("rises"))
    return SceneField(
        key=row.key("key"), kind=kind, names=row.texts("names"), verbs=row.choices("verbs", SceneVerb),
        options=options, unit=row.key("unit", ""), remember=row.flag("remember", False),
        rises=row.flag("rises", False),
    )


def _shortcut(row: Table, currency: str) -> Shortcut:
    return Shortcut(
        key=row.key("key"), names=row.texts("names"), icon=row.icon(), verb=row.choice("verb", SceneVerb),
        source=row.key("source", ""), target=row.key("target", ""), category=row.key("category", ""),
        amount=_amount(row, currency),
    )


def _member(row: Table) -> SceneMember:
    return SceneMember(
        key=row.key("key"), names=row.texts("names"), kind=row.choice("kind", MemberKind, MemberKind.PERSON),
        role=_one_of(row, "role", tuple(ROLES), ""), weight=row.number("weight", 1, 100, 1),
    )


_LAST_DAYS = {Every.WEEK: 7, Every.LUNAR_MONTH: 30, Every.LUNAR_YEAR: 30}
"""The last day a hint may name: of the week, or of a lunar month; of others the last that every month has."""


def _recurring(row: Table, currency: str) -> RecurringHint:
    every = row.choice("every", Every)
    return RecurringHint(
        key=row.key("key"), names=row.texts("names"), verb=row.choice("verb", SceneVerb), every=every,
        day=row.number("day", 1, _LAST_DAYS.get(every, 28)), month=row.number("month", 1, 12, 0),
        mode=row.choice("mode", Mode, Mode.REMIND), source=row.key("source", ""),
        target=row.key("target", ""), category=row.key("category", ""), amount=_amount(row, currency),
    )


def _budget(row: Table, currency: str) -> BudgetHint:
    return BudgetHint(
        category=row.key("category"), period=row.choice("period", BudgetPeriod, BudgetPeriod.MONTH),
        amount=_amount(row, currency),
    )


def _report(row: Table) -> ReportHint:
    return ReportHint(
        key=row.key("key"), names=row.texts("names"), report=row.choice("report", ReportName),
        by=row.line("by", ""), per=row.choice("per", Per, Per.TOTAL),
        categories=row.lines("categories", LIST_MAX),
    )


def _amount(row: Table, currency: str) -> Money | None:
    """The amount of a hint: decimal text, so that no digit is lost, above zero."""
    if "amount" not in row.values:
        return None
    try:
        amount = Money.of(read_number(row.line("amount")), currency)
    except Invalid:
        raise SceneMalformed(field=row.at("amount")) from None
    if amount.minor <= 0:
        raise SceneMalformed(field=row.at("amount"))
    return amount


def _one_of(row: Table, key: str, choices: tuple[str, ...], default: str) -> str:
    text = row.line(key, default)
    if text != default and text not in choices:
        raise SceneMalformed(field=row.at(key))
    return text
