"""The rules by which compiled tables become the tables of the packs."""
