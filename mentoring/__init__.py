"""Mentoring: see docs/architecture.md."""
