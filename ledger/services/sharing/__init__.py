"""Who is in a book."""
