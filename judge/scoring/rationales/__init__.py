"""What can be checked of a judge's reasons without a model: quotes, the conclusion, and the steps of the chain."""
