"""What people do. Each takes a session first, never commits, and is given the day."""
