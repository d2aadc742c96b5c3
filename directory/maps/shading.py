"""Five shades for numbers from few to very many: the limits of the classes grow by the same factor each time."""

from dataclasses import dataclass

SHADES = 5


@dataclass(frozen=True)
class Shade:
    """`number` from 1, the faintest, to 5; for numbers from `low` to `high`."""

    number: int
    low: int
    high: int


def shades(counts):
    """The Shades for these numbers, none for zero; fewer than five where they are close together."""
    counts = [count for count in counts if count]
    if not counts:
        return []
    least, most = min(counts), max(counts)
    inner = {_round(least * (most / least) ** (step / SHADES)) for step in range(1, SHADES)}
    highs = [high for high in sorted(inner) if least <= high < most] + [most]
    lows = [least, *(high + 1 for high in highs[:-1])]
    return [Shade(_spread(n, len(highs)), lows[n], highs[n]) for n in range(len(highs))]


def shade_of(count, known):
    """The number of the Shade; 0 for no results."""
    return next((shade.number for shade in known if shade.low <= count <= shade.high), 0)


def _round(number):
    """To one digit, for limits that can be read."""
    power = 10 ** (len(str(int(number))) - 1)
    return round(number / power) * power


def _spread(n, size):
    """The shades furthest apart, where there are fewer than five; the darkest for the most."""
    return SHADES - round((size - 1 - n) * (SHADES - 1) / max(1, size - 1))
