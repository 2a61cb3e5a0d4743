"""Other people's lifecycles that this app follows."""
