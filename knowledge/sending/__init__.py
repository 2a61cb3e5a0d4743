"""A card sent to a colleague by mail, in the name of the member who sends it."""
