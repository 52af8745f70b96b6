"""A statement on paper: tables that add up, as a PDF of A4 pages. The one module that knows ReportLab.

What is given is text already, in the reader's words; the same text gives the same bytes. Chinese is set in the faces
every reader of PDF brings along, so no font is carried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import PRINTED_ROWS_MAX

_FACES = {"zh-Hant": "MSung-Light"}
_FACE = "STSong-Light"
_LATIN, _BOLD = "Helvetica", "Helvetica-Bold"
_OTHER = re.compile("([^\\x20-\\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac\u2212]+)")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_GETA = "\u3013"
_MM = 720 / 254
_WIDE, _MARGIN, _FOOT = 210 * _MM, 18 * _MM, 12 * _MM
_PAD = 6
_SIZE, _SMALL = 9, 8
_HAIR, _FIRM = 1 / 4, 3 / 5
_SHORT = 18
_INK, _SOFT, _RULE = "#14201b", "#5b6962", "#a9b7ae"


class TooMuchToPrint(Invalid):
    """More rows than one PDF holds."""

    message = N_("A PDF holds at most %(limit)s rows.")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row: `kind` is "" (one of many), head, sum (a single rule above it) or total (a double rule below it)."""

    kind: str
    name: str
    cells: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table under its own name, with the heads of its columns of figures."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the paper: a title, lines below it, tables; at the foot of every page a line and its number."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[PrintedTable, ...]
    foot: str
    language: str


def pdf(printed: Printed) -> bytes:
    """The bytes of a PDF. Raises: TooMuchToPrint."""
    if sum(len(table.rows) for table in printed.tables) > PRINTED_ROWS_MAX:
        raise TooMuchToPrint(limit=PRINTED_ROWS_MAX)
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 a process that prints nothing is spared its memory
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # noqa: PLC0415

    face = _FACES.get(printed.language, _FACE)
    pdfmetrics.registerFont(UnicodeCIDFont(face))
    flow: list[Any] = [Paragraph(_set(printed.title, face, _BOLD), _style(18))]
    flow += [Paragraph(_set(line, face), _style(9, _SOFT)) for line in printed.lines]
    for table in printed.tables:
        flow += [Spacer(0, 5 * _MM), _table(table, face)]
    out = BytesIO()
    SimpleDocTemplate(
        out, pagesize=(_WIDE, 297 * _MM), leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN,
        bottomMargin=_MARGIN, title=printed.title, lang=printed.language, invariant=1,
    ).build(flow, canvasmaker=_counting(Paragraph(_set(printed.foot, face), _style(8, _SOFT))))
    return out.getvalue()


def _counting(foot: Any) -> Any:
    """A canvas that draws the feet of its pages when it knows how many they are."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    class Counting(Canvas):  # type: ignore[misc]
        """Holds every page back until the last."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.held: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 the library's name
            self.held.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self.held, 1):
                self.__dict__.update(page)
                foot.wrapOn(self, _WIDE - 2 * _MARGIN - 20 * _MM, 10 * _MM)
                foot.drawOn(self, _MARGIN + _PAD, _FOOT - 2)
                self.setFont(_LATIN, 8)
                self.setFillColor(_SOFT)
                self.drawRightString(_WIDE - _MARGIN - _PAD, _FOOT, f"{number} / {len(self.held)}")
                super().showPage()
            super().save()

    return Counting


def _table(table: PrintedTable, face: str) -> Any:
    """A table's rows under its name and heads, which stand on every page it runs over."""
    from reportlab.platypus import LongTable  # noqa: PLC0415

    columns = max([len(table.heads), 1, *(len(row.cells) for row in table.rows)])
    named = PrintedRow("head", table.name, table.heads)
    cells = [[_name(row, face), *(_figure(one, face, row.kind) for one in row.cells),
              *[""] * (columns - len(row.cells))] for row in (named, *table.rows)]
    wide = _WIDE - 2 * _MARGIN
    each = min(wide * 6 / 10 / columns, wide * 22 / 100)
    return LongTable(cells, colWidths=[wide - each * columns, *[each] * columns], repeatRows=1,
                     style=_rules(table.rows), hAlign="LEFT")


def _rules(rows: Sequence[PrintedRow]) -> list[tuple[Any, ...]]:
    """Lines as on screen: a firm one under the heads, hairlines, single above a sum, double below a total."""
    every, first = ((0, 0), (-1, -1)), ((0, 0), (-1, 0))
    style: list[tuple[Any, ...]] = [
        ("VALIGN", *every, "BOTTOM"), ("LEFTPADDING", *every, 0), ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", *every, 2), ("BOTTOMPADDING", *every, 3), ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("FONT", *every, _LATIN, _SIZE), ("TEXTCOLOR", *every, _INK), ("FONT", *first, _BOLD, _SMALL),
        ("LINEBELOW", *every, _HAIR, _RULE), ("LINEBELOW", *first, _FIRM, _INK),
    ]
    for n, row in enumerate(rows, 1):
        at = ((0, n), (-1, n))
        if row.kind == "head":
            style.append(("TOPPADDING", *at, 7))
        elif row.kind:
            style += [("LINEABOVE", *at, _FIRM, _INK), ("FONT", *at, _BOLD, _SIZE)]
        if row.kind == "total":
            style.append(("LINEBELOW", (1, n), (-1, n), _FIRM, _INK, 0, None, None, 2, 2))
    return style


def _name(row: PrintedRow, face: str) -> Any:
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    said = _set(row.name, face, _BOLD if row.kind else _LATIN)
    if row.note:
        said += f'<br/><font size="8" color="{_SOFT}">{_set(row.note, face)}</font>'
    has_han = _OTHER.search(row.name + row.note) is not None
    return Paragraph(said, _style(_SMALL if row.kind == "head" else _SIZE, han=has_han))


def _figure(text: str, face: str, kind: str) -> Any:
    """A figure or a head of figures; what is no Latin text is set as a paragraph of its own."""
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    if not _OTHER.search(text) and len(text) <= _SHORT:
        return text
    return Paragraph(_set(text, face, _BOLD if kind else _LATIN), _style(_SMALL if kind == "head" else _SIZE, end=True))


def _set(text: str, face: str, latin: str = _LATIN) -> str:
    """Text as markup: what Latin faces have in a Latin one, all else in the Chinese one."""
    if latin == _LATIN and not _OTHER.search(text):
        return escape(text)
    shown = _BEYOND.sub(_GETA, text)
    return "".join(
        f'<font name="{face}">{escape(part)}</font>' if n % 2 else f'<font name="{latin}">{escape(part)}</font>'
        for n, part in enumerate(_OTHER.split(shown)) if part)


@cache
def _style(size: int, ink: str = _INK, *, end: bool = False, han: bool = True) -> Any:
    from reportlab.lib.colors import HexColor  # noqa: PLC0415
    from reportlab.lib.enums import TA_LEFT, TA_RIGHT  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    return ParagraphStyle("", fontName=_LATIN, fontSize=size, leading=size * 13 / 10, textColor=HexColor(ink),
                          alignment=TA_RIGHT if end else TA_LEFT, wordWrap="CJK" if han else None)
