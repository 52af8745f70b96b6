"""What a book counts in besides its home currency: commodities, prices, gain and loss."""
