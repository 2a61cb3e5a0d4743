"""Engagements: what a facilitator and the author of a need do together."""
