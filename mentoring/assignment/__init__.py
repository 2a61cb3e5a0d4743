"""Who helps whom, over all open needs at once: pure numbers here, published by an animator."""
