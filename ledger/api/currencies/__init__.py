"""Commodities, prices, and gain and loss by exchange, for programs."""
