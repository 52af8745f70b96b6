"""What is known to come: scheduled items and dues."""
