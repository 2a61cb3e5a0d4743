"""What a member keeps: cards in one click, and collections with a name."""
