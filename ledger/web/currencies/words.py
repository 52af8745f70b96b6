"""Where rates come from, in words."""

from __future__ import annotations

from ledger.domain.currencies.price import Source
from ledger.kernel.errors import N_
from ledger.services.currencies.rating import From

SOURCES = {Source.TYPED: N_("typed here"), Source.FILE: N_("from a file"), Source.ENTRY: N_("paid in an exchange")}
"""Where a price of the book's own table came from."""

FROM = {From.SHIPPED: N_("European Central Bank"), From.OWN: N_("this ledger's own table"),
        From.ENTRY: N_("given with the entry")}
"""Where the rate an entry is locked at came from."""
