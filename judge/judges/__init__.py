"""Who decides a case: a language model, a phrase list, a constant, a script, or a class of your own."""
