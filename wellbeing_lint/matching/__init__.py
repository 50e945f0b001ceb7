"""Passages -> matches: sentences, prefilter, the lattice over spaCy tokens, stance."""
