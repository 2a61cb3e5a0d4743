"""Learning trips: where a group goes, what it notes, how it compares, what it takes home."""
