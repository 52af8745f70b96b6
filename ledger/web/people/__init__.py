"""People's screens, one module for each thing a person does there, all on one area."""

from ledger.web.people import devices, joining, leaving, me, passwords, programs, second_factor, signing_in, switches
from ledger.web.people.area import area

__all__ = [
    "area",
    "devices",
    "joining",
    "leaving",
    "me",
    "passwords",
    "programs",
    "second_factor",
    "signing_in",
    "switches",
]
