"""People: addresses, names, passwords, and what a second factor is. Pure."""
