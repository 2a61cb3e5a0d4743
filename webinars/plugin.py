"""What webinars gives the community."""

from community.plugins import Plugin

plugin = Plugin(label="webinars")
