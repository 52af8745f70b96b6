"""How a log is asked for: from where on, and how many at once."""

from __future__ import annotations

from ledger.plumbing.api.shape import Count, Limit, Shape


class ChangesQuery(Shape):
    """`after` is a sequence of the log; 0 is its beginning."""

    after: Count = 0
    limit: Limit = 100
