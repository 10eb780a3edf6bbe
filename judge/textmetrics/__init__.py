"""How alike a response and a reference text are, word by word: BLEU, chrF, METEOR, BERTScore.

They are here to be held against the experts, beside a judge, not instead of one: a good reply may be written in words
that no reference has. Their libraries are extras, loaded where a metric is computed.
"""
