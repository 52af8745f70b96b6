"""The areas of reminders: one's own page; and stopping, where a mail program may post without the token of a form."""

from ledger.plumbing.access import Area
from ledger.plumbing.http import csrf

area = Area("reminders", __name__)
stops = Area("stops", __name__)
csrf.exempt(stops.blueprint)
