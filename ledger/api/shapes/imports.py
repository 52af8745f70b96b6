"""An import as a program sees it: what a file came to, what it asks, its rows, and the answers it takes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ledger.plumbing.api.shape import (
    AmountText,
    CursorText,
    DayText,
    Id,
    IdText,
    Instant,
    Limit,
    Line,
    Page,
    Shape,
)


class FileQuery(Shape):
    """`name` is the file's, where it is sent bare."""

    name: Line = ""


class Ways(Shape):
    """Money of a file in one currency: out, in, and neither."""

    debit: AmountText
    credit: AmountText
    neutral: AmountText


class Sums(Shape):
    """Money by currency of all rows, and of what became of them; the last three make the first."""

    whole: dict[str, Ways] = Field(serialization_alias="in")
    created: dict[str, Ways]
    duplicates: dict[str, Ways]
    refused: dict[str, Ways]


class ProblemOut(Shape):
    """Why something was refused."""

    code: str
    detail: str
    line: int | None
    column: str | None


class PlaceOut(Shape):
    """A place the file names, and the account it is taken for; null where one is to be opened."""

    name: str
    rows: int
    account: IdText | None
    asked: bool


class TwinOut(Shape):
    """A row that may be an entry recorded already."""

    n: int
    entry: IdText


class GuessOut(Shape):
    """Rows of one payee whose category is a guess."""

    what: str
    payee: str
    category: IdText
    rows: int


class Questions(Shape):
    """What the file asks while it is in review. Each has an answer proposed, which confirming takes as given."""

    places: list[PlaceOut]
    twins: list[TwinOut]
    halves: list[int]
    guesses: list[GuessOut]


class ImportOut(Shape):
    """One import. `state` is reading, review, posting, posted, undoing, undone or failed."""

    id: IdText
    name: str
    format: str
    state: str
    made_at: Instant
    rows: int
    created: int
    duplicates: int
    refused: int
    left_out: int
    posted: int
    reversed: int
    sums: Sums
    problem: ProblemOut | None
    questions: Questions | None = None


class Imports(Page):
    """Imports, newest first."""

    items: list[ImportOut]


class RowsQuery(Shape):
    """`show` is new, here, refused or left_out; every row where it is left out."""

    show: Literal["", "new", "here", "refused", "left_out"] = ""
    after: CursorText = ""
    limit: Limit = 50


class RowOut(Shape):
    """One row of a file, what becomes of it, and the entry it made."""

    n: int
    line: int
    on: DayText | None
    direction: str
    amount: AmountText | None
    currency: str
    what: str
    payee: str
    note: str
    decision: str
    problem: ProblemOut | None
    category: IdText | None
    guess: bool
    twin: IdText | None
    entry: IdText | None
    cells: list[str]


class Rows(Page):
    """Rows in the order of the file."""

    items: list[RowOut]


class GuessIn(Shape):
    """The category of what a payee's rows are."""

    what: Literal["expense", "income", "refund"]
    payee: Line
    category: Id


class AnswersIn(Shape):
    """Answers to what an import asks; what is left out stays as proposed.

    `places` are accounts by the place's name, null to open one; `twins` and `halves` are by the row's number.
    """

    places: dict[str, Id | None] = {}
    twins: dict[str, bool] = {}
    halves: dict[str, Id] = {}
    guesses: list[GuessIn] = []
