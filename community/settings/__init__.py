"""The settings of the site that this project runs: development, tests, production."""
