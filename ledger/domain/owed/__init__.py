"""What people owe one another: parts of an entry that are somebody else's, what of it is open, what came back."""
