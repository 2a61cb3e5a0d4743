"""What the community gives itself: its menu, notifications, projections and demo steps."""

from community.plugins import Plugin

plugin = Plugin(label="community", urls="community.routes")
