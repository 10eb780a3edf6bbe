"""Judges that are trained, not asked: text classifiers, how they learn from labels and what they answer.

Nothing in here needs a library of its own until a classifier is trained or asked; which one is missing is then said.
"""
