"""Cards and loans for those who sit in a book: where they stand, and paying them."""
