"""One file a command: NAME.py holds the click command `command`; listed in nyhetsarkiv/cli.py."""
