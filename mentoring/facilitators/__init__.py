"""Facilitators: who can help, with what, where, how and when."""
