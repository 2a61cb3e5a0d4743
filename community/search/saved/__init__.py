"""Searches that a person keeps: asked again by the clock, and followed by a feed reader."""
