"""Demo content of knowledge."""
