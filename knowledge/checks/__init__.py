"""What a card could do better, said to its author while it is written."""
