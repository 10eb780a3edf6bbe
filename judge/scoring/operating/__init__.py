"""At which points a judge may be operated: what its score finds at which price, and whether it means what it says."""
