"""Three small trade magazines, invented, with the markup that real ones have; served on loopback."""
