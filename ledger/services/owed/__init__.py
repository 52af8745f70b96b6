"""What is owed to a book and by it: reading it, settling it, and what came back for an entry."""
