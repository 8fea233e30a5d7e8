"""ConvLens beside its peers, in turns: see bench/compare.py."""
