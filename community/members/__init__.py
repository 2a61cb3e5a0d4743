"""Members: the people, their profile, and what each may read."""
