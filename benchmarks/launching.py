"""Runs one command and writes what the operating system says of it: a parent so small that it adds nothing.

    python launching.py FD COMMAND...

A process begins with the memory of whoever started it in its books, so whoever measures peaks must be small.
"""

import os
import sys
import time

into = int(sys.argv[1])
os.set_inheritable(into, False)
began = time.monotonic()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
ended = time.monotonic()
figures = (began, ended, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status))
os.write(into, " ".join(map(str, figures)).encode())
