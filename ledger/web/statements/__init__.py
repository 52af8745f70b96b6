"""The statements of a book, what spending and income are gathered by, why they changed, and what is behind them."""

from ledger.web.statements import behind, exchange, gathered, pages, register
from ledger.web.statements.area import area

__all__ = ["area", "behind", "exchange", "gathered", "pages", "register"]
