"""How far what was saved or lost in the past goes on: as far as it was steady, and no further.

Who has more left spends more, and who runs low spends less: of accounts that really were, those whose months differed
most ended where they began. So what is expected to pile up or drain away is taken back by the part that the months
of the past do not bear out, out of (or onto) the spending that nothing else explains.
"""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 10_000
"""All of it, in hundredths of a per cent."""

_DOUBT, _STEADY = 8, WHOLE // 10
_LEAST, _MOST = WHOLE // 5, WHOLE * 5 // 2


def kept_of(months: Sequence[int]) -> int:
    """The part (bps) of a drift that goes on, from what at least two months came to.

    It is all, less eight times the squared error of their mean beside the squared mean, of which a tenth is forgiven:
    all of it where the months were about alike, none where their mean may as well be nothing.
    """
    count, total = len(months), sum(months)
    spread = count * sum(one * one for one in months) - total * total
    if not total:
        return WHOLE if not spread else 0
    lost = WHOLE * _DOUBT * spread // ((count - 1) * total * total) - _STEADY
    return min(max(WHOLE - lost, 0), WHOLE)


def leaned(weeks: Sequence[Sequence[int]], known: int, horizon: int, kept: int) -> tuple[tuple[int, ...], ...]:
    """Weeks of the usual, the days that take money made larger or smaller so that only `kept` of the drift stays.

    The drift is `known`, what is known and habit within so many days, and the weeks' own over as many. Such a day
    is made a fifth at least, and two and a half times at most, of what it was.
    """
    count = sum(len(week) for week in weeks)
    out = -sum(day for week in weeks for day in week if day < 0)
    if not out:
        return tuple(tuple(week) for week in weeks)
    over = known * count + sum(sum(week) for week in weeks) * horizon
    part = WHOLE + (WHOLE - kept) * over // (out * horizon)
    part = min(max(part, _LEAST), _MOST)
    return tuple(tuple(day if day >= 0 else -(-day * part // WHOLE) for day in week) for week in weeks)
