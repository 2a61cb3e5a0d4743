"""Evidence: who applied a card, what came of it, and whether it helped."""
