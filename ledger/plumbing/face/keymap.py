"""Every key there is, in one list: what the map under `?` and its page are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.kernel.errors import N_


@dataclass(frozen=True, slots=True)
class Key:
    """Keys pressed one after another, or together where a plus joins them, and what they do."""

    keys: str
    deed: str


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that work in one place."""

    name: str
    keys: tuple[Key, ...]


PLACES = {
    "s": N_("Start"), "j": N_("Journal"), "r": N_("Month"), "b": N_("Budgets"), "t": N_("Statements"),
    "d": N_("Planned"), "c": N_("Accounts"), "p": N_("People"),
}
"""The letter after G, and where it leads."""

KEYS = (
    Group(N_("Everywhere"), (
        Key("N", N_("Record")), Key("/", N_("Search")), Key("Ctrl+K", N_("Go anywhere, or record a line")),
        Key("U", N_("Undo")), Key("Esc", N_("Close, go back")), Key("?", N_("These keys")),
    )),
    Group(N_("Lists"), (
        Key("J K", N_("Next, previous row")), Key("Enter", N_("Open")), Key("S", N_("Choose several")),
        Key("X", N_("Tick the row")), Key("Shift+X", N_("Tick up to the row")),
    )),
    Group(N_("Recording"), (
        Key("＋ − × ÷", N_("Arithmetic in any amount")), Key("Enter", N_("Record what is filled in")),
    )),
    Group(N_("Several at once"), (
        Key("↑ ↓ ← →", N_("From field to field")), Key("Enter", N_("The field below")),
        Key("Ctrl+V", N_("Paste rows of a spreadsheet")), Key("Ctrl+Enter", N_("Record them all")),
    )),
)
"""The keys, by the place they work in; those that go to a page are in `PLACES`."""
