"""Commodities, the dated table of prices, and what was moved in other currencies, as rows."""
