"""The expert's start page: what waits, what is wanted, what came of one's cards."""
