#!/usr/bin/env python3
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    from django.core.management import execute_from_command_line

    from config.embedded_postgres import UnavailableError
    from config.environment import NotConfiguredError

    try:
        execute_from_command_line(sys.argv)
    except (NotConfiguredError, UnavailableError) as error:
        sys.exit(str(error))  # it says what to do; where it was raised helps nobody
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
