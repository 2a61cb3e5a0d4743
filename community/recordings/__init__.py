"""Sound and moving pictures: files with captions, served by the second and after a check."""
