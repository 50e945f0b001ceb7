"""YAML rules -> a compiled ruleset: the phrase language, word lists, excuses."""
