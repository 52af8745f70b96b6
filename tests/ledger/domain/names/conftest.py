"""The words of a household, as the one-line box knows them."""

from tests.ledger.domain.quick.conftest import by_key, lexicon, saturday  # noqa: F401
