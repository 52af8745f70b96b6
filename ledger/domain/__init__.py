"""What is true of books and people. Pure and frozen: no clock, no database, no framework."""
