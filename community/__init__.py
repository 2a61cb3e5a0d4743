"""The host: people, places, search, notifications, and the doors that plug-ins enter by."""
