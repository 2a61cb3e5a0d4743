"""Template tags that Django finds under the community app."""
