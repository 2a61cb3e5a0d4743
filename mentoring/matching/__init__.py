"""Matching: who could help with a need, and why, as pure functions on plain data."""
