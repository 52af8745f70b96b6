"""Cards and loans as they are: what was paid, what is to come, and what going another way would cost."""
