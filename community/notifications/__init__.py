"""Notifications: an inbox and mail; apps say what happened, this engine says it to people."""
