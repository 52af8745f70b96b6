"""What lies ahead, told to a person: what comes, the lowest point and what makes it, ways that cost nothing."""
