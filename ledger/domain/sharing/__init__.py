"""Members of a book, their roles, and what a role may do."""
