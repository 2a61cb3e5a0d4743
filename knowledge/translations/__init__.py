"""Cards in another language: made from a card, and held against what it says by now."""
