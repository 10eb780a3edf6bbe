"""Numbers about candidates: raw rates, rates corrected by the labels, totals, and who can be told apart from whom."""
