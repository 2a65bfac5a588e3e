"""The SQLite archive: schema, the one writer, and all readers."""
