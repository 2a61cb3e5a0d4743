"""Measures the search on collections that others judged."""
