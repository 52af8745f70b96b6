"""The log of a book: the house's one chain of deeds, under the name books know it by."""

from __future__ import annotations

from ledger.kernel.chain import FORMAT, GENESIS, Break, Deed, breaks, joined, one_or_joined

__all__ = ["FORMAT", "GENESIS", "Break", "Deed", "breaks", "joined", "one_or_joined"]
