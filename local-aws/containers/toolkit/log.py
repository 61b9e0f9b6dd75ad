"""The container's log lines: `[2026-11-22:02:30:00:INFO] message`, in UTC, on standard output."""
import sys
import time


def _write(level, message):
    sys.stdout.write("[%s:%s] %s\n" % (time.strftime("%Y-%m-%d:%H:%M:%S", time.gmtime()), level, message))
    sys.stdout.flush()


def info(message):
    _write("INFO", message)


def warning(message):
    _write("WARNING", message)


def error(message):
    _write("ERROR", message)
