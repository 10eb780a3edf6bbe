"""A run's folder: append-only, resumable, one writer. ``judgments.sqlite`` is the truth."""
