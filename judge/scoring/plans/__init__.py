"""How much to label, from what is expected or from a pilot."""
