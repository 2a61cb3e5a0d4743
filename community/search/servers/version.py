"""Which indexes this code understands; here by itself, since reading it should cost nothing."""

from typing import Final

from community.search.analysis import VERSION as ANALYSIS_VERSION

SHAPE: Final = 3
"""Raise it when the mapping, or what `documents.py` writes into it, changes."""
MAPPING_VERSION: Final = SHAPE * 1000 + ANALYSIS_VERSION
"""In the name and the description of an index; one of another version is not asked."""
