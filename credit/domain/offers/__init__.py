"""From measured signals and live rules to an honest, ordered answer: needs, quotes, ways that cost nothing."""
