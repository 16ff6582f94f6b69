#!/usr/bin/env python3
"""Measures Oarlock as a whole process: from typing to verdicts.

Each command runs several times, all in turn, so that what the computer does besides meets each
alike. Printed are medians: time by the clock, time of all processors (user and system), and the
most memory that was in use. The floor is Java's own start, Oarlock's start, and reading each byte
of the input once.

    whole_process.py LAUNCHER [--rounds N] NAME=ARGUMENTS...

LAUNCHER is target/oarlock/bin/oarlock, and each NAME=ARGUMENTS is a line for the table, with the
arguments as they would be typed. Needs Python 3.9 on Linux or macOS.
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

MIB = 1 << 20


def measured(command):
    """Wall-clock seconds, processor seconds, peak memory in MiB and exit code of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    peak = usage.ru_maxrss / (MIB if sys.platform == "darwin" else 1024)
    return wall, usage.ru_utime + usage.ru_stime, peak, process.returncode


def files_of(arguments):
    """The files that the arguments name, folders searched through."""
    paths = [Path(a) for a in arguments if not a.startswith("-") and Path(a).exists()]
    return [f for p in paths for f in ([p] if p.is_file() else sorted(p.rglob("*"))) if f.is_file()]


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("launcher")
    parser.add_argument("cases", nargs="+", metavar="NAME=ARGUMENTS")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    commands = {
        "java -version": [java(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-version"],
        "oarlock --version": [options.launcher, "--version"],
    }
    for case in options.cases:
        name, arguments = case.split("=", 1)
        typed = shlex.split(arguments)
        commands[f"bytes of {name}"] = ["cat", *map(str, files_of(typed))]
        commands[name] = [options.launcher, *typed]
    runs = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            runs[name].append(measured(command))
    print(f"medians of {options.rounds} runs, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'':28}{'clock s':>9}{'cores s':>9}{'peak MB':>9}{'exit':>6}")
    for name, results in runs.items():
        wall, cpu, peak = (statistics.median(r[i] for r in results) for i in range(3))
        print(f"{name:28}{wall:9.3f}{cpu:9.3f}{peak:9.0f}{results[0][3]:6}")


if __name__ == "__main__":
    main()
