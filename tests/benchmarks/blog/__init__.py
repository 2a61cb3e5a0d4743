"""A plain Wagtail blog, to measure cards beside: a page with blocks, and nothing around it."""
