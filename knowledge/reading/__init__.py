"""What helps to read a card: its contents, its neighbours, its address for others."""
