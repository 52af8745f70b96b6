"""Every browser test may ask for a live house and a browser."""

from tests.walk.serving import browser, live

__all__ = ["browser", "live"]
