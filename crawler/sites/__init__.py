"""Publication profiles: one TOML file each, loaded on demand."""
