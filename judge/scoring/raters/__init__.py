"""Numbers about raters: judges against experts, experts among themselves, and what each may stand in for.

`table` is the agreement table; every other module is one block of it, or what several blocks share.
"""
