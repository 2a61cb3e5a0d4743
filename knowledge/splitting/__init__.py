"""A card that is too long becomes two, without a word lost."""
