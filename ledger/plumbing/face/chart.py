"""Charts as numbers: whole amounts in, places on a drawing out.

Everything is reckoned in whole numbers and comes back as per cent with two decimals, ready for the templates,
so one drawing fits every width and no rounding of a float can show. Amounts are minor units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FULL = 10_000
_EDGE = 1_500
_TOO_NEAR = 700


@dataclass(frozen=True, slots=True)
class Tick:
    """A word under the axis at `x` per cent; `align` is "", "mid" or "end"; narrow screens may drop it."""

    x: str
    text: str
    align: str
    wide_only: bool = False


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line across at `y` per cent that stands for `value`; only the `top` one wears the symbol."""

    y: str
    value: int
    top: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A point a reader can stop at: its place and value, its kind ("", low, event), how its words align."""

    x: str
    y: str
    value: int
    index: int
    kind: str
    align: str


@dataclass(frozen=True, slots=True)
class LinePlot:
    """A line drawing: SVG paths on a 100 × 100 field, and places in per cent."""

    line: str
    ahead: str
    was: str
    band: str
    area: str
    grid: tuple[GridLine, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    zero: str
    now: str


@dataclass(frozen=True, slots=True)
class Column:
    """An upright bar. `kind` is "", now, soft or bad; `middle` is where its words stand."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    value: int
    kind: str


@dataclass(frozen=True, slots=True)
class ColumnPlot:
    """Upright bars on one zero line."""

    columns: tuple[Column, ...]
    grid: tuple[GridLine, ...]
    ticks: tuple[Tick, ...]
    zero: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A lying bar's width in per cent, and where the tick of the time before stands ("" for none)."""

    width: str
    was: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of a word's size, and the height of its last point."""

    line: str
    end: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Amounts from `low` to `high` on the height, the highest on top; `count` places along the width."""

    low: int
    high: int
    count: int

    def x(self, index: int) -> int:
        return index * _FULL // max(self.count - 1, 1)

    def y(self, value: int) -> int:
        return (self.high - value) * _FULL // max(self.high - self.low, 1)

    def path(self, points: Sequence[tuple[int, int]]) -> str:
        return "".join(
            f"{'L' if at else 'M'}{_percent(self.x(index))} {_percent(self.y(value))}"
            for at, (index, value) in enumerate(points)
        )


def line_plot(
    values: Sequence[int],
    *,
    ahead_from: int | None = None,
    band: Sequence[tuple[int, int]] = (),
    was: Sequence[int] = (),
    slots: int = 0,
    ticks: Sequence[tuple[int, str]] = (),
    stops: Sequence[int] = (),
    fill: bool = False,
    unit: int = 1,
) -> LinePlot:
    """A line of one value a step, oldest first.

    From `ahead_from` on the line is expected, not passed; its lowest point there is marked low. `band` holds
    (low, high) for the last steps of the line. `was` is the time before, laid over. `slots` leaves room for
    steps still to come. `stops` are the steps a reader can stop at; the last one passed always is.
    `unit` is the smallest step of the grid (100 for money with two digits).
    """
    held = [*values, *was, *(edge for pair in band for edge in pair), 0]
    steps = nice_steps(min(held), max(held), unit)
    scale = _Scale(min(held), max(*held, 1), max(slots, len(values), len(was), 1))
    split = len(values) if ahead_from is None else ahead_from + 1
    passed = list(enumerate(values))[:split]
    ahead = list(enumerate(values))[split - 1 :] if ahead_from is not None else []
    return LinePlot(
        line=scale.path(passed),
        ahead=scale.path(ahead),
        was=scale.path(list(enumerate(was))),
        band=_band(scale, band, len(values)),
        area=_area(scale, passed) if fill else "",
        grid=_grid(scale, steps),
        ticks=_ticks(scale, ticks, ahead_from),
        marks=_marks(scale, passed, ahead, stops),
        zero=_percent(scale.y(0)),
        now=_percent(scale.x(ahead_from)) if ahead_from is not None else "",
    )


def column_plot(
    values: Sequence[int],
    *,
    now: int | None = None,
    ticks: Sequence[tuple[int, str]] = (),
    unit: int = 1,
) -> ColumnPlot:
    """Upright bars, oldest first; `now` is the one the page is about (default: all alike).

    A bar below zero is bad. `unit` is the smallest step of the grid.
    """
    held = [*values, 0]
    steps = nice_steps(min(held), max(held), unit)
    scale = _Scale(min(held), max(*held, 1), len(values))
    pitch = _FULL // max(len(values), 1)
    columns = tuple(_column(scale, pitch, at, value, now) for at, value in enumerate(values))
    words = tuple(Tick(columns[at].middle, text, "mid") for at, text in ticks)
    return ColumnPlot(columns, _grid(scale, steps), words, _percent(scale.y(0)))


def bars(values: Sequence[int], was: Sequence[int | None] = ()) -> tuple[Bar, ...]:
    """Lying bars of one scale, the largest of now and before being full; magnitudes count."""
    before = [*was, *[None] * (len(values) - len(was))]
    largest = max([abs(v) for v in (*values, *before) if v is not None], default=0) or 1

    def width(value: int | None) -> str:
        return "" if value is None else _percent(abs(value) * _FULL // largest)

    return tuple(Bar(width(value), width(old)) for value, old in zip(values, before, strict=True))


def share_bar(part: int, whole: int) -> Bar:
    """How much of a whole is used, full at most."""
    return Bar(_percent(min(max(part, 0) * _FULL // max(whole, 1), _FULL)), "")


def spark_line(values: Sequence[int]) -> Spark:
    """A small line from its own lowest to its own highest value."""
    scale = _Scale(min(values, default=0), max(values, default=0), len(values))
    end = _percent(scale.y(values[-1])) if values else ""
    return Spark(scale.path(list(enumerate(values))), end)


def spark_columns(values: Sequence[int]) -> tuple[Column, ...]:
    """Small upright bars of magnitudes, the last one being now."""
    return column_plot([abs(value) for value in values], now=len(values) - 1).columns


def nice_steps(low: int, high: int, unit: int = 1, lines: int = 3) -> tuple[int, ...]:
    """Round values (1, 2 or 5 times a power of ten) that part a range in about `lines`.

    None is less than `unit` apart. Zero is left out: it has a line of its own.
    """
    reach = max(high - low, 1)
    power = 10 ** (len(str(max(reach // lines, 1))) - 1)
    step = max(unit, next(power * k for k in (1, 2, 5, 10) if power * k * (lines + 1) > reach))
    return tuple(n * step for n in range(-(-low // step), high // step + 1) if n)


def _marks(
    scale: _Scale, passed: list[tuple[int, int]], ahead: list[tuple[int, int]], stops: Sequence[int]
) -> tuple[Mark, ...]:
    known = dict(passed + ahead)
    kinds = {index: "event" for index in stops if index in known}
    if passed:
        kinds[passed[-1][0]] = ""
    if len(ahead) > 1:
        kinds[min(ahead[1:], key=lambda point: point[1])[0]] = "low"
    return tuple(_mark(scale, index, known[index], kinds[index]) for index in sorted(kinds))


def _mark(scale: _Scale, index: int, value: int, kind: str) -> Mark:
    x = scale.x(index)
    align = "" if x < _EDGE else "end" if x > _FULL - _EDGE else "mid"
    return Mark(_percent(x), _percent(scale.y(value)), value, index, kind, align)


def _band(scale: _Scale, band: Sequence[tuple[int, int]], count: int) -> str:
    if not band:
        return ""
    first = count - len(band)
    upper = [(first + at, high) for at, (_, high) in enumerate(band)]
    lower = [(first + at, low) for at, (low, _) in enumerate(band)]
    return scale.path(upper + lower[::-1]) + "Z"


def _area(scale: _Scale, points: list[tuple[int, int]]) -> str:
    if not points:
        return ""
    return scale.path([*points, (points[-1][0], 0), (points[0][0], 0)]) + "Z"


def _grid(scale: _Scale, steps: Sequence[int]) -> tuple[GridLine, ...]:
    seen = [value for value in steps if scale.low <= value <= scale.high]
    return tuple(GridLine(_percent(scale.y(value)), value, value == seen[-1]) for value in seen)


def _ticks(scale: _Scale, ticks: Sequence[tuple[int, str]], now: int | None) -> tuple[Tick, ...]:
    """Words under the axis; one that would run into the word for today is left out."""
    ends = {0: "", scale.count - 1: "end"}
    here = -_FULL if now is None else scale.x(now)
    room = {at: abs(scale.x(at) - here) for at, _ in ticks}
    return tuple(
        Tick(_percent(scale.x(at)), text, ends.get(at, "mid"), room[at] < 2 * _TOO_NEAR)
        for at, text in ticks
        if room[at] >= _TOO_NEAR
    )


def _column(scale: _Scale, pitch: int, at: int, value: int, now: int | None) -> Column:
    top, bottom = sorted((scale.y(value), scale.y(0)))
    width = pitch * 7 // 10
    left = at * pitch + (pitch - width) // 2
    kind = "bad" if value < 0 else "" if now is None else "now" if at == now else "soft"
    return Column(
        x=_percent(left),
        y=_percent(top),
        width=_percent(width),
        height=_percent(bottom - top),
        middle=_percent(at * pitch + pitch // 2),
        value=value,
        kind=kind,
    )


def _percent(hundredths: int) -> str:
    """Hundredths of a per cent as text: 3793 is 37.93."""
    sign, magnitude = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{magnitude // 100}.{magnitude % 100:02d}"
