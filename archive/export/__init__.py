"""Takes articles out of the archive, into the files that other tools read: one file a format."""
