"""Demo content of webinars."""
