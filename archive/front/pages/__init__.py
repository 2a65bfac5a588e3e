"""The pages, one file a kind: each reads what it shows and says by which template."""
