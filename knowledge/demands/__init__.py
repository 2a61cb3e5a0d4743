"""The demand board: what people miss, who asks for it too, who writes it."""
