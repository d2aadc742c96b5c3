"""A column of a file: how its cells are read into a value of the content (desk/snapshots.py), and shown again."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from directory.phones import dialable

from . import words
from .refusals import CellRefusedError
from .vocabulary import choices

CENTIMETRES = Decimal("0.00001")  # of a degree; what the columns hold


@dataclass(frozen=True)
class Column:
    """Text of a model's field. Its name is that of the field, and so is its label."""

    field: models.Field
    also: tuple[str, ...] = ()  # what people write above such a column

    @property
    def name(self):
        return self.field.name

    @property
    def label(self):
        return str(self.field.verbose_name)

    @property
    def headers(self):
        """All that may stand above the column: its name, its label in every language, and what people write."""
        labels = []
        for language in settings.MODELTRANSLATION_LANGUAGES:
            with override(language):
                labels.append(self.label)
        return [self.name, *labels, *self.also]

    def parse(self, text, reading):
        """The value that `text` says. Raises CellRefusedError or ValidationError."""
        return text

    def clear(self):
        """The value of a field that is emptied."""
        return None if self.field.null else ""

    def read(self, cell, reading):
        """The value of a cell that is not empty. Raises CellRefusedError."""
        try:
            value = self.clear() if words.is_clear(cell) else self.parse(words.unneutralised(cell), reading)
            self.check(value)
        except ValidationError as error:
            raise CellRefusedError(" ".join(error.messages)) from error
        return value

    def check(self, value):
        """What the field itself demands: length, form, presence. Asks the database nothing."""
        self.field.clean(self.field.to_python(value), None)

    def in_context(self, value, values, old, reading):
        """The value of a cell, given those of its row and those of the listing as it is."""
        return value

    def is_same(self, old, new):
        """Whether the cell says what is there: a file may lose spaces at the ends and the kind of line breaks."""
        return old == new or (isinstance(old, str) and words.tidy(old) == new)

    def show(self, value, vocabulary):
        """The cell for a value: "" where there is none."""
        return "" if value is None else str(value)


class LineColumn(Column):
    """Text on one line."""

    def parse(self, text, reading):
        return " ".join(text.split())

    def is_same(self, old, new):
        return old == new or words.tidy(old or "").split() == (new or "").split()


class PhoneColumn(Column):
    def parse(self, text, reading):
        number = " ".join(re.sub("[–—‐‑]", "-", text).replace(".", " ").split())
        if number.isdecimal() and not number.startswith("0"):
            reading.warn(
                _("The telephone number %(number)s starts neither with + nor with 0.") % {"number": number}
            )
        return number

    def in_context(self, value, values, old, reading):
        """With the code of a clinic's country; a row of a specialist does not say where that is."""
        if not value or value == old[self.name]:
            return value
        region = values.get("region") or old.get("region") or ""
        try:
            return dialable(value, region[:2])
        except ValidationError as error:
            raise CellRefusedError(" ".join(error.messages)) from error


class WebColumn(LineColumn):
    def parse(self, text, reading):
        """An address without scheme gets https, as in the admin."""
        address = super().parse(text, reading)
        return address if "://" in address else f"https://{address}"


@dataclass(frozen=True)
class NumberColumn(Column):
    """Digits that are no quantity: a spreadsheet takes their leading zeros away."""

    digits: int = 0  # how many there are, where that is known

    def parse(self, text, reading):
        number = re.sub(r"[\s./-]", "", text) if self.digits else text.replace(" ", "")
        if number.isascii() and number.isdecimal() and 0 < self.digits - len(number) <= 2:
            padded = number.zfill(self.digits)
            words_ = {"number": number, "padded": padded}
            reading.warn(_("%(number)s had lost its leading zeros and was read as %(padded)s.") % words_)
            return padded
        return number


class PostalCodeColumn(Column):
    """A spreadsheet takes the zero away with which German codes of the East begin; others never begin with one."""

    def parse(self, text, reading):
        return re.sub(r"^(D|DE|A|AT|CH)\s*-\s*", "", text, flags=re.IGNORECASE).replace(" ", "")

    def in_context(self, value, values, old, reading):
        region = values.get("region") or old["region"] or ""
        if region.startswith("DE-") and re.fullmatch("[1-9][0-9]{3}", value):
            reading.warn(
                _("The postal code %(code)s had lost its zero and was read as 0%(code)s.") % {"code": value}
            )
            return f"0{value}"
        return value


class DayColumn(Column):
    def parse(self, text, reading):
        return words.read_day(text)


class FactColumn(Column):
    def parse(self, text, reading):
        return words.read_fact(text)

    def show(self, value, vocabulary):
        if value is None:
            return ""
        return pgettext("a fact about a listing", "Yes") if value else pgettext("a fact about a listing", "No")


class DegreesColumn(Column):
    def parse(self, text, reading):
        try:
            degrees = Decimal(text.replace(",", ".")).quantize(CENTIMETRES, ROUND_HALF_EVEN)
        except InvalidOperation as error:
            raise CellRefusedError(_("“%(text)s” are no degrees like 48,13120.") % {"text": text}) from error
        return str(degrees)


@dataclass(frozen=True)
class ChoiceColumn(Column):
    enumeration: type = None

    def parse(self, text, reading):
        return choices(self.enumeration).find(text)

    def show(self, value, vocabulary):
        """In words, which an import understands in every language."""
        return str(dict(self.enumeration.choices).get(value, value or ""))


@dataclass(frozen=True)
class TermColumn(Column):
    """One term of a vocabulary."""

    terms: str = ""

    def parse(self, text, reading):
        return reading.vocabulary[self.terms].find(text)

    def check(self, value):
        if value in (None, "") and not self.field.null:
            raise CellRefusedError(_("This cannot be emptied."))

    def show(self, value, vocabulary):
        return "" if value is None else vocabulary[self.terms].key(value)


@dataclass(frozen=True)
class TermsColumn(Column):
    """Any number of terms. The cell says all of them: what it leaves out is taken away."""

    terms: str = ""

    def parse(self, text, reading):
        return reading.vocabulary[self.terms].find_all(text)

    def clear(self):
        return []

    def check(self, value):
        pass

    def show(self, value, vocabulary):
        return ", ".join(sorted(vocabulary[self.terms].key(term) for term in value))


@dataclass(frozen=True)
class ListingColumn(Column):
    """Points at a specialist or a clinic by its short name or the number of a register."""

    model: type = None

    def parse(self, text, reading):
        found = reading.listings[self.model].get(text, ())
        if len(found) == 1:
            return next(iter(found))
        message = _("“%(text)s” is not known here.") if not found else _("“%(text)s” is the number of several.")
        raise CellRefusedError(message % {"text": text})

    def check(self, value):
        if value in (None, ""):
            raise CellRefusedError(_("This cannot be emptied."))
