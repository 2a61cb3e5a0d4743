"""Template tags of webinars."""
