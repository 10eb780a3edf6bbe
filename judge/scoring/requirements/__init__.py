"""What is required of a judge, read and held against its numbers."""
