"""Can this model be trusted with a person in crisis, and can the judge that says so be trusted?"""
