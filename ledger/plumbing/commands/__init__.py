"""What every command stands on, whichever side it belongs to."""
