"""What editors add to the search: words that stand for each other, and results that come first."""
