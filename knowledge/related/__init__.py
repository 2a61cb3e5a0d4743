"""Cards close to a card: by themes, text and who used both, worked out beforehand."""
