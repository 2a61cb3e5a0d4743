"""The home of a community: for a visitor, and for a member."""
