"""The programme: series, sessions, places, calendars."""
