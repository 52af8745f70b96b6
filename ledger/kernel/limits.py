"""Every upper bound of the books in one place. Each keeps sums inside 64 bits or a list inside a page."""

MINOR_MAX = 10**15
"""Largest magnitude of one posting, in minor units. 9,000 such postings still fit 64 bits."""

POSTINGS_MAX = 50
"""Postings in one entry."""

AMOUNT_TEXT_MAX = 64
"""Characters in a typed amount, arithmetic included."""

LINE_MAX = 200
"""Characters in a one-line text: a name, a payee, the one-line box."""

NOTE_MAX = 2_000
"""Characters in a note."""

PAGE_SIZE = 50
"""Entries on one page of the journal."""

BOOKS_MAX = 100
"""Books one person may own."""

ACCOUNTS_MAX = 500
"""Accounts and categories in one book."""

MEMBERS_MAX = 50
"""Members of one book."""

SCHEDULED_MAX = 200
"""Scheduled items in one book."""

BUDGETS_MAX = 60
"""Budgets of one book that are kept at once."""

GOALS_MAX = 40
"""Goals of one book that are kept at once."""

FLOWS_MAX = 1_200
"""Advances, or payments, of one loan: a hundred years of months."""

TURNS_MAX = 10_000
"""Turns a scheduled item may be limited to: a day each for 27 years."""

TURNS_PAST_MAX = 400
"""Turns that may lie in the past when an item that acts by itself is written down: a day each for a year."""

INTERVAL_MAX = 999
"""Every how many days, weeks, months or years a rule may come, at most."""

RULE_TEXT_MAX = 500
"""Characters in a rule written as text."""

PASSWORD_MIN = 10
"""Characters in a password, at least."""

PASSWORD_MAX = 200
"""Characters in a password, at most: longer ones only cost hashing time."""

TILES_MAX = 9
"""Categories of one kind that stand above the keypad: as many as fit without scrolling."""

EARLIEST_YEAR = 1900
"""First year a bookkeeping day may lie in."""

LATEST_YEAR = 2200
"""Last year a bookkeeping day may lie in."""

IMPORT_BYTES = 128 * 1024 * 1024
"""Size of an imported file in bytes."""

IMPORT_ROWS = 1_200_000
"""Rows of an imported file."""

IMPORT_COLUMNS = 200
"""Columns of an imported file."""

IMPORT_CELL = 32_768
"""Characters in one cell of an imported file."""

IMPORT_CHUNK = 5_000
"""Entries written in one transaction while a batch is posted."""

QUANTITY_DIGITS = 6
"""Digits after the point of a quantity."""

UNIT_MAX = 20
"""Characters in the unit of a quantity."""

PAPER_BYTES = 20 * 1024 * 1024
"""Size of one attached file as it is sent, in bytes."""

PAPERS_AT_ONCE = 10
"""Files attached in one request."""

PAPERS_PER_ENTRY = 20
"""Files attached to one entry."""

PAPERS_BYTES = 1024 * 1024 * 1024
"""Bytes of all attached files of one book."""

PAPER_NAME_MAX = 120
"""Characters in the name of an attached file, its ending apart."""

PICTURE_PIXELS = 50_000_000
"""Pixels of a picture as it is sent: what phones take at most."""

PICTURE_SIDE = 2_400
"""Pixels of a kept picture's longer side: small print of a receipt is still read."""

PICTURE_BYTES = 2 * 1024 * 1024
"""Bytes a kept picture is made to fit."""

THUMB_SIDE = 240
"""Pixels of a thumbnail's longer side."""

SEVERAL_MAX = 5_000
"""Entries one deed may change together: each deed is one transaction with one row in the log."""

GRID_ROWS_MAX = 100
"""Rows recorded at once from a grid."""

TEMPLATES_MAX = 60
"""Saved templates of one ledger that are kept at once."""

SAVED_REPORTS_MAX = 60
"""Saved reports of one ledger that are kept at once."""

PRINTED_ROWS_MAX = 1_000
"""Rows one PDF of a statement holds."""
