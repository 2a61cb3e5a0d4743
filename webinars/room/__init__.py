"""The room around a session: its one address, with its three lives."""
