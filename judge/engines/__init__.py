"""How cases reach judges."""
