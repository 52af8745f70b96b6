"""Why a file, or one row of it, is refused. A row's refusal carries its `line` (from 1) and `column`."""

from __future__ import annotations

from ledger.kernel.errors import N_, Invalid


class EmptyFile(Invalid):
    """A file without a byte."""

    message = N_("This file is empty.")


class FileTooLarge(Invalid):
    """More bytes than an import takes."""

    message = N_("This file is too large: at most %(limit)s megabytes can be read at once.")


class NotText(Invalid):
    """Bytes that are neither a spreadsheet nor text in an encoding we know."""

    message = N_("“%(name)s” cannot be read as text. Export it again as CSV or XLSX.")


class NotABill(Invalid):
    """A readable file that no wallet we know wrote."""

    message = N_("“%(name)s” is not a bill of Alipay or WeChat Pay. Choose the file as the wallet sent it.")


class NoHeading(Invalid):
    """A wallet's file without the line that names the columns."""

    message = N_("The line that names the columns is missing from this bill. Export it again.")


class MissingColumn(Invalid):
    """A column without which money cannot be read."""

    message = N_("The column “%(column)s” is missing from this bill. Export it again from the wallet.")


class TooManyRows(Invalid):
    """More rows than an import takes."""

    message = N_("This file has more than %(limit)s rows. Export a shorter period.")


class TooManyColumns(Invalid):
    """More columns than an import takes."""

    message = N_("This file has more than %(limit)s columns; no bill does.")


class PackedFile(Invalid):
    """An archive that holds the bill rather than the bill."""

    message = N_("This is a packed file. Unpack it with the password the wallet sent, and bring its content.")


class BrokenSpreadsheet(Invalid):
    """A spreadsheet that ends early or contradicts itself."""

    message = N_("This spreadsheet is damaged and cannot be read. Download it again.")


class UnsafeSpreadsheet(Invalid):
    """A spreadsheet that unpacks to something no bill is, or declares its own entities."""

    message = N_("This spreadsheet is built like an attack and was not opened. Export the bill again as CSV.")


class NoDay(Invalid):
    """A day that cannot be read; it is never guessed."""

    message = N_("“%(text)s” is not a day. Write it as 2024-09-01.")


class UnknownDirection(Invalid):
    """Neither money out, nor in, nor marked as neither."""

    message = N_("“%(text)s” does not say whether money came in or went out.")


class UnknownStatus(Invalid):
    """A status that does not say whether money moved."""

    message = N_("We do not know whether money moves at the status “%(text)s”.")


class UnknownMove(Invalid):
    """Money between a person's own places, with no word of which."""

    message = N_("“%(text)s” does not say from where to where the money went.")


class StillPending(Invalid):
    """Money whose way is not finished."""

    message = N_("This is not finished yet (“%(text)s”). Import the bill again when it is.")


class NothingMoved(Invalid):
    """Closed, failed, free, or paid and given back whole: nothing to record."""

    message = N_("Left out: no money moved (“%(text)s”).")


class AmountNegative(Invalid):
    """A bill writes amounts without a sign and says the direction beside them."""

    message = N_("The amount is below zero; the direction belongs in its own column.")


class FeeTooLarge(Invalid):
    """A fee as large as the amount it is part of."""

    message = N_("The fee in the remark is not smaller than the amount.")


class OpenQuote(Invalid):
    """A quotation mark that is never closed."""

    message = N_("A quotation mark is opened in this line and never closed.")


class CellsDoNotFit(Invalid):
    """More cells than columns: a comma inside a text moved everything after it."""

    message = N_("This line has more cells than the heading has columns.")


class CellTooLong(Invalid):
    """A cell no bill has."""

    message = N_("A cell of this line is longer than %(limit)s characters.")


class TooHardToRead(Invalid):
    """A file that asks for more time or memory than any bill of its size."""

    message = N_("This file takes too long to read. It is no bill as a wallet writes it. Nothing was recorded.")
