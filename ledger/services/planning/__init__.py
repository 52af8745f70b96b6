"""What is known to come: writing it down, and recording it when it does."""
