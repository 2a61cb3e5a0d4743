"""Template tags of the box."""
