"""Row classes of the credit side, by area."""
