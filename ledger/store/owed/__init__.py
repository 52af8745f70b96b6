"""What is owed, as rows."""
