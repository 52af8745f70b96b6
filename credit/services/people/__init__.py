"""What people do about help with money: allow, withdraw, say who they are, ask for quiet."""
