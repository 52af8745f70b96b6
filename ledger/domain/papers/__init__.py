"""What goes with an entry beside its lines: files attached to it, fields of its scene, how much of what. Pure."""
