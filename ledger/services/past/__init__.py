"""Looking back over a whole book: as it was known on a day, what was done to it, and undoing it."""
