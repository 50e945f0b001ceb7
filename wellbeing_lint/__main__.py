"""`python -m wellbeing_lint` is the command `wellbeing-lint`."""

from .cli import main

main()
