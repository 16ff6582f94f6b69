#!/usr/bin/env python3
"""Measures what each goal of a protocol costs in a process that starts cold.

Every goal is judged alone: a copy of the protocol is written that has this goal only, and is checked
in a new process. From its time that of a check is taken which has one goal about the plan's beams,
and so makes no structure and asks for no dose: Java's start, finding and reading the files, and
writing the verdict. What is left is the goal's own, with all that any first goal has to pay, such as
classes that are loaded and code that is not compiled yet.

Processes run in turn, goal after goal and then again, so that what the computer does besides meets
each alike. Printed are medians of the time by the clock and of the time of all processors (user and
system), in milliseconds, the dearest goal first.

    goal_costs.py LAUNCHER PROTOCOL PLAN [--rounds N] [--goal ID]... [--set NAME=VALUE]...

Goals have to be items of a list that are indented by two spaces, as in the shipped protocols. Needs
Python 3.9 on Linux or macOS.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOTHING = '  - {id: nothing, goal: "noncoplanar_fields()[count] >= 0"}\n'


def measured(command):
    """Wall-clock and processor milliseconds, and the output, of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    return 1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime), output.decode("utf-8", "replace")


def split(text):
    """What stands before the goals, and the goals as they are written."""
    head, found, goals = text.partition("\ngoals:\n")
    if not found:
        return text, []
    items = re.split(r"(?m)^(?=  - )", re.sub(r"(?m)^ *#.*\n", "", goals))
    return head, [item for item in items if item.startswith("  - ")]


def chain(protocol):
    """A protocol and those that it extends."""
    files = [protocol]
    while True:
        base = re.search(r"(?m)^extends: *([\w.-]+)", files[-1].read_text("utf-8"))
        if not base:
            return files
        files.append(protocol.parent / (base.group(1) + ".yaml"))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("launcher")
    parser.add_argument("protocol", type=Path)
    parser.add_argument("plan")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--goal", action="append", default=[], metavar="ID")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args()
    files = chain(options.protocol)
    heads = {file: split(file.read_text("utf-8")) for file in files}
    goals = {"nothing": NOTHING}
    for _, items in heads.values():
        for item in items:
            goals[re.search(r"id: *([\w-]+)", item).group(1)] = item
    if options.goal:
        goals = {id: item for id, item in goals.items() if id in [*options.goal, "nothing"]}
    settings = [part for value in options.set for part in ("--set", value)]
    times = {id: [] for id in goals}
    with tempfile.TemporaryDirectory() as folder:
        for file in files[1:]:
            Path(folder, file.name).write_text(heads[file][0] + "\n", "utf-8")
        alone = Path(folder, files[0].name)
        for _ in range(options.rounds):
            for id, item in goals.items():
                alone.write_text(heads[files[0]][0] + "\ngoals:\n" + item, "utf-8")
                command = [options.launcher, "check", options.plan, "--protocol", str(alone)]
                wall, cpu, output = measured(command + settings)
                if "Verdict" not in output:
                    sys.exit(f"{id} was not judged:\n{output}")
                times[id].append((wall, cpu))
    medians = {
        id: tuple(statistics.median(run[i] for run in runs) for i in range(2))
        for id, runs in times.items()
    }
    wall, cpu = medians.pop("nothing")
    cores = os.cpu_count()
    print(f"medians of {options.rounds} runs, {cores} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'':32}{'clock ms':>10}{'cores ms':>10}")
    print(f"{'a check without structure or dose':32}{wall:9.0f}{cpu:10.0f}")
    for id, (own_wall, own_cpu) in sorted(medians.items(), key=lambda entry: -entry[1][0]):
        print(f"{'+ ' + id:32}{own_wall - wall:10.0f}{own_cpu - cpu:10.0f}")


if __name__ == "__main__":
    main()
