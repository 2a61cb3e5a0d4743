"""How often cards are read, counted without anybody."""
