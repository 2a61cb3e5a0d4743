"""What mentoring gives the community."""

from community.plugins import Plugin

plugin = Plugin(label="mentoring")
