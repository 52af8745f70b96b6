"""What the people of a lender do: write rules, try them, approve them, put them on the shelf."""
