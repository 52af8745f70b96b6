"""What other things than home money are: commodities, their worth, the dated table of prices, gain and loss."""
