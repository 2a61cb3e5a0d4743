"""Needs: what somebody asks the transformation box, and what becomes of it."""
