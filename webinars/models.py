"""The table of contents of this app's models; each lives in its slice."""
