"""What lies ahead of a book for somebody who sits in it: one reading of its figures, one drawing of its paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.ahead.coming import Cause, Thing, causes_of, things_of
from ledger.domain.ahead.ways import Afford, Way, afford, is_tight, ways_out
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import NoAmount
from ledger.kernel.ahead.days import Days, days_of
from ledger.kernel.ahead.expected import TRAIN_DAYS, TRAIN_LEAST, Lack, known_ahead
from ledger.kernel.ahead.forecast import HORIZON, Band, Forecast, Paths, drawn
from ledger.kernel.ahead.planned import Planned, planned
from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.plumbing.db import Session
from ledger.services.reports.figures import figures_of

FORECAST_DAYS_MAX = 365
"""Days a forecast may reach."""


class ForecastOutOfReach(Invalid):
    """A forecast of no day, or of more than a year."""

    message = N_("A forecast reaches from 1 to %(most)s days ahead.")


class DayOutOfReach(Invalid):
    """A day asked about that is not among those told."""

    message = N_("Choose a day from today to %(last)s.")


class NoBalanceToForecast(Conflict):
    """A ledger in which no balance was ever written down."""

    message = N_("This needs one balance that you have counted and written down.")


class TooYoungToForecast(Conflict):
    """A ledger with fewer days than the usual is read from."""

    message = N_("This needs 90 days of entries.")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead of a book from the end of a day.

    `now` is liquid money then (minor units of the home currency), None where no balance was ever stated; `days` its
    balances day by day, today last. `paths` and `found` are None where something lacks. `things` are all that is
    known to come and all habits; `causes` what makes the lowest point; `ways` what would raise it, where it is tight.
    """

    on: date
    now: int | None
    days: tuple[int, ...]
    kept: int
    lack: Lack | None
    paths: Paths | None
    found: Forecast | None
    things: tuple[Thing, ...]
    causes: tuple[Cause, ...] = ()
    ways: tuple[Way, ...] = ()
    is_tight: bool = False

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands of every day ahead; none where something lacks."""
        return self.found.bands if self.found else ()

    @property
    def needs_days(self) -> int:
        """Days still to be kept before a forecast can be made."""
        return max(TRAIN_LEAST - self.kept, 0)


def outlook(session: Session, seat: Seat, on: date, horizon: int = HORIZON) -> Outlook:
    """What lies ahead of a book in so many days. Raises: ForecastOutOfReach."""
    days, plan, paths = _drawn(session, seat, on, horizon)
    until = on + timedelta(days=horizon)
    if isinstance(paths, Lack):
        return _bare(days, plan, until, paths)
    found = paths.told()
    things = things_of(paths.expected.known, paths.expected.habits, on, until)
    tight = is_tight(found, _spent(days, horizon))
    return Outlook(
        on, paths.expected.now, days.liquid or (), days.kept, None, paths, found, things,
        causes_of(things, found.lowest.day), ways_out(paths, things, days.figures.places) if tight else (), tight)


def forecast_of(session: Session, seat: Seat, on: date, horizon: int) -> Forecast:
    """Liquid money of a book's next days.

    Raises: ForecastOutOfReach, NoBalanceToForecast, TooYoungToForecast.
    """
    _days, _plan, paths = _drawn(session, seat, on, horizon)
    return _known(paths).told()


def afforded(seen: Outlook, minor: int, day: date) -> Afford:
    """What spending so much on a day would leave.

    Raises: NoAmount, DayOutOfReach, NoBalanceToForecast, TooYoungToForecast.
    """
    paths = _known(seen.paths or seen.lack)
    last = seen.on + timedelta(days=paths.balances.shape[1])
    if minor <= 0:
        raise NoAmount(field="amount")
    if not seen.on <= day <= last:
        raise DayOutOfReach(last=last.isoformat(), field="on")
    return afford(paths, minor, day)


def _drawn(session: Session, seat: Seat, on: date, horizon: int) -> tuple[Days, Planned, Paths | Lack]:
    if not 1 <= horizon <= FORECAST_DAYS_MAX:
        raise ForecastOutOfReach(most=FORECAST_DAYS_MAX, field="days")
    days = days_of(figures_of(session, seat, on))
    plan = planned(days, on - timedelta(days=TRAIN_DAYS))
    return days, plan, drawn(days, plan, horizon)


def _known(paths: Paths | Lack | None) -> Paths:
    if isinstance(paths, Paths):
        return paths
    raise NoBalanceToForecast() if paths is Lack.BALANCE else TooYoungToForecast()


def _bare(days: Days, plan: Planned, until: date, lack: Lack) -> Outlook:
    things = things_of(known_ahead(days, plan, until), (), days.on, until)
    now = days.liquid[-1] if days.liquid else None
    return Outlook(days.on, now, days.liquid or (), days.kept, lack, None, None, things)


def _spent(days: Days, horizon: int) -> int:
    """What went out of liquid money in as many days before, minor units."""
    since = days.on - timedelta(days=horizon)
    going = (move for move in days.moved if move.day > since and move.minor < 0 and move.flow != "own_transfer")
    return -sum(move.minor for move in going)
