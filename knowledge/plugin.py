"""What knowledge gives the community."""

from community.plugins import Plugin

plugin = Plugin(label="knowledge")
