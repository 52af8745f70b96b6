"""The curve of money at hand: the last thirty days as they were, and the days ahead with their band."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ledger.plumbing.face.chart import line_plot
from ledger.plumbing.format import amount_text, day_short, month_short
from ledger.plumbing.i18n import gettext as _
from ledger.services.ahead.forecasting import Outlook

BEFORE = 30
"""Days so far that are drawn."""


def curve(seen: Outlook, home: str) -> dict[str, Any]:
    """What the macro of a line chart is given."""
    passed = list(seen.days[-BEFORE - 1 :])
    now, bands = len(passed) - 1, seen.bands
    days = [seen.on + timedelta(days=at - now) for at in range(len(passed) + len(bands))]
    lowest = min(bands, key=lambda band: (band.p50, band.day))
    plot = line_plot(
        [*passed, *(band.p50 for band in bands)], ahead_from=now,
        band=[(passed[-1], passed[-1]), *((band.p10, band.p90) for band in bands)],
        ticks=[(at, month_short(day)) for at, day in enumerate(days) if day.day == 1], unit=100)
    labels = [day_short(day) for day in days]
    head = [_("Day"), _("Expected"), _("Perhaps as low as"), _("Perhaps as high as")]
    table = (head, [(day_short(band.day), *(amount_text((minor, home)) for minor in (band.p50, band.p10, band.p90)))
                    for band in bands])
    title = _("Money at hand: lowest on %(day)s, %(sum)s", day=day_short(lowest.day),
              sum=amount_text((lowest.p50, home)))
    return {"plot": plot, "labels": labels, "table": table, "title": title}
