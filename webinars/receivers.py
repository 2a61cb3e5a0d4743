"""Other people's lifecycles that this app follows; each room connects its own."""

from webinars.room import receivers as room
from webinars.trips import receivers as trips

__all__ = ["room", "trips"]
