"""Judges side by side, in pairs and all at once, on the items both answered."""
