"""What conversations with simulated clients come to: how often a candidate failed them, without a guard and with."""
