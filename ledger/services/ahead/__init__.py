"""What lies ahead of a book, read once and answered from."""
