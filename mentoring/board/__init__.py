"""The animator's board: every need by age and state, and where help is missing."""
