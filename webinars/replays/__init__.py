"""Replays: the recording of a session, found and played by the second."""
