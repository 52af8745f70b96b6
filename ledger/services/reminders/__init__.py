"""Reminders: to write down the day, and of what falls due; each once, at hours a person chose."""
