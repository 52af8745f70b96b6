"""What an account is said to hold, and what could explain that the books say otherwise."""
