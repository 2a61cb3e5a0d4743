"""Webinars: see docs/architecture.md."""
