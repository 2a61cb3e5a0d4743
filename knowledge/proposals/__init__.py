"""Cards that members propose on the site, and what becomes of them."""
