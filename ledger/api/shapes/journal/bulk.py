"""Entries changed together and templates, as a program sends them and is answered."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from ledger.plumbing.api.shape import Amount, Currency, Day, Id, IdText, Line, Named, Note, Page, Shape, Version


class SeenIn(Shape):
    """An entry, and the version of it that was read."""

    id: Id
    version: Version


class SeveralIn(Shape):
    """A change of many entries, done as one deed.

    `to` is the category or account (an identifier or code), the name of a project or the identifier of a member;
    null for none of the last two. `on` is the day of what is recorded once more.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"entries": [{"id": "0cn4nm7wy1hq4", "version": 1}], "change": "category", "to": "expense:food:dining"},
    ]})

    entries: list[SeenIn]
    change: Literal["category", "account", "project", "person", "duplicate", "take_back"]
    to: Line | None = None
    on: Day | None = None


class LeftOut(Shape):
    """An entry that stays as it is: the code of the refusal and what it says."""

    id: IdText
    code: str
    detail: str


class SeveralOut(Shape):
    """What was done: `seq` undoes it (null where nothing was), `done` entries, `same` were so already."""

    seq: int | None
    done: int
    same: int
    left_out: list[LeftOut]


class UndoSeveralIn(Shape):
    """The sequence of a deed done to several entries."""

    seq: int = Field(ge=1, le=10**11)


class TemplateIn(Shape):
    """An entry kept as a template; without an amount it is given when the template is used."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"name": "Coffee", "verb": "expense", "amount": "18.00", "category": "expense:food:dining",
         "account": "asset:wallet:wechat"},
    ]})

    name: Named
    shared: bool = False
    verb: Literal["expense", "income", "refund", "transfer"] = "expense"
    amount: Amount | None = None
    currency: Currency | None = None
    category: Named | None = None
    account: Named | None = None
    to: Named | None = None
    payee: Line = ""
    note: Note = ""
    project: Line = ""


class TemplateAgain(TemplateIn):
    """The same template put right; `version` is the one that was read."""

    version: Version


class TemplateOut(Shape):
    """A template; `said` are the fields of an entry, accounts and categories by their identifiers."""

    id: IdText
    version: int
    name: str
    shared: bool
    said: dict[str, Any]


class TemplatesOut(Page):
    """Templates, in the order they stand on the sheet."""

    items: list[TemplateOut]


class UseIn(Shape):
    """Using a template: its day, today unless told, and an amount where it has none or another is meant."""

    on: Day | None = None
    amount: Amount | None = None
