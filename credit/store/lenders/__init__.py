"""Rows a lender owns, and the shelf the house keeps."""
