"""`python -m patrol`: the command line."""

from patrol.cli import main

main()
