"""The review of a card: by when, by whom, in which order, and by people without an account."""
