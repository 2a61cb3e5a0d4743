"""How much k of n says, when n is small: Wilson's lower bound. Pure.

E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (Journal of the
American Statistical Association 22, 1927): the lower end of the interval in which the true share
lies with a given confidence. One success of one says little, nine of ten a lot.
"""

from math import sqrt
from typing import Final

CONFIDENCE_Z: Final = 1.96
"""The standard score of 95 % confidence."""
BOOST: Final = 0.15
"""What a card weighs more in the search at most, if it worked for everybody of very many."""


def lower_bound(worked: int, of: int) -> float:
    """Return the share, 0 to 1, that a card works at least; 0 where nobody applied it."""
    if of <= 0:
        return 0.0
    share, squared = worked / of, CONFIDENCE_Z**2
    middle = share + squared / (2 * of)
    spread = CONFIDENCE_Z * sqrt((share * (1 - share) + squared / (4 * of)) / of)
    return max((middle - spread) / (1 + squared / of), 0.0)


def weight(worked: int, of: int) -> float:
    """Return the factor of a card in the search: 1 without evidence, 1.15 at the very most.

    What did not work lowers nothing: that few tried a card must not hide it.
    """
    return round(1 + BOOST * lower_bound(worked, of), 4)
