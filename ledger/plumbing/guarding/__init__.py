"""What keeps strangers out: passwords, and limits on trying."""
