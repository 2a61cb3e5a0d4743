"""Judged questions over the demo: what people ask, and what should come."""
