"""The blog's one table."""
