"""Tables in, text out: for the terminal, and as one page for a browser."""
