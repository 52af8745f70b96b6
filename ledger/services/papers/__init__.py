"""Files attached to entries: taken in, drawn anew in a process apart, shown to whoever may see the entry, checked."""
