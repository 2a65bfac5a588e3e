"""The one spider; what differs by publication is in the profiles."""
