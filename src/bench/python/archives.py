#!/usr/bin/env python3
"""Measures 'oarlock batch' on generated archives and draws what it found.

    archives.py LAUNCHER FOLDER [--csv FILE] [--svg FILE] [--small 100,1000,10000] [--clinic 50,200]

LAUNCHER is target/oarlock/bin/oarlock, built by 'mvn package -DskipTests', which compiles the
writers of test plans as well. Archives are made in FOLDER, 3 MB per 10 small plans and 31 MB per
clinic-sized one, and stay there for the next time. A small plan is a copy of test-plans/thigh-pass
under UIDs of its own (two phases, five files); a clinic-sized one is what ClinicSizedPlan of the
tests writes (23 structures on 180 slices, a dose of 200 x 150 x 180 nodes).

Each line of the table is one run into a new store, on the cores that taskset leaves it, with as
many jobs and --heap of memory for Java. Where the time goes is told by Java's flight recorder, in one
more run of each kind, which it slows down. Needs Python 3.9, Linux, a JDK, and a computer that does
nothing besides; with --make-only the archives are made beforehand.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
PROTOCOLS = PROJECT / "src" / "bench" / "protocols"
UID = re.compile(rb"2\.25\.[0-9]{20,}")
COLUMNS = ["archive", "plans", "cores", "seconds", "plans_per_second", "cpu_seconds", "peak_mb"]
STAGES = ["reading", "geometry", "DVH", "store", "other"]
STAGE_OF = {
    "dicom": "reading",
    "geometry": "geometry",
    "beam": "geometry",
    "dvh": "DVH",
    "plan": "DVH",
    "metric": "DVH",
    "store": "store",
}


def copies(source, target, first, end):
    """Copies of a plan, numbered, each under UIDs of its own that are as long as before."""
    files = {f.name: f.read_bytes() for f in sorted(source.glob("*.dcm"))}
    for number in range(first, end):
        folder = target / f"plan-{number:05d}"
        if all((folder / name).exists() for name in files):
            continue
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            own = UID.sub(lambda uid: uid.group()[:-6] + b"%06d" % number, content)
            (folder / name).write_bytes(own)


def archives(folder, name, source, sizes):
    """The roots of archives of so many copies of a plan; a larger one holds the smaller ones."""
    roots, archives, start = [], {}, 0
    for size in sizes:
        root = folder / f"{name}-{start}-{size}"
        copies(source, root, start, size)
        roots.append(root)
        archives[size] = list(roots)
        start = size
    return archives


def clinic_plan(folder, launcher):
    one = folder / "clinic-one"
    if not (one / "RD.dcm").exists():
        libraries = launcher.parent.parent / "lib" / "*"
        path = f"{PROJECT / 'target' / 'test-classes'}:{libraries}"
        command = ["java", "-cp", path, "org.oarlock.testplans.ClinicSizedPlan", str(one)]
        subprocess.run(command, check=True)
    return one


def batch(launcher, roots, protocol, store, cores, heap, recording=None):
    """Seconds by the clock, of all cores, and the most memory in MB of one run."""
    for old in store.parent.glob(store.name + "*"):
        old.unlink()
    options = f"-Xmx{heap}"
    if recording:
        options += f" -XX:StartFlightRecording:filename={recording},settings=default"
    command = ["taskset", "-c", ",".join(str(c) for c in range(cores)), str(launcher), "batch"]
    command += [str(root) for root in roots]
    command += ["--protocol", str(protocol), "--store", str(store), "--jobs", str(cores)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "OARLOCK_JAVA_OPTS": options},
    )
    said = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if "Plans " not in said or " ERROR" in said:
        sys.exit("the run failed:\n" + said)
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def shares(recording):
    """Of the samples of Java's recorder, how many percent were in which stage."""
    printed = subprocess.run(
        ["jfr", "print", "--stack-depth", "64", "--events", "ExecutionSample", str(recording)],
        check=True,
        capture_output=True,
    ).stdout.decode(errors="replace")
    count = Counter()
    for sample in printed.split("jdk.ExecutionSample")[1:]:
        stage = "other"
        for frame in re.findall(r"^\s+(org\.(?:oarlock|sqlite)\.[\w.]*)", sample, re.MULTILINE):
            package = "store" if frame.startswith("org.sqlite") else frame.split(".")[2]
            if package in STAGE_OF:
                stage = STAGE_OF[package]
                break
        count[stage] += 1
    total = max(1, sum(count.values()))
    return {stage: 100 * count[stage] / total for stage in STAGES}


# drawing


class Chart:
    """A chart of 300 x 210 with its frame and its title."""

    def __init__(self, title, x):
        self.out = [f'<g transform="translate({x},0)">']
        self.text(150, 16, title, "middle", 13)

    def text(self, x, y, text, anchor="middle", size=10):
        self.out.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{text}</text>'
        )

    def bar(self, x, y, width, height, colour, hint):
        self.out.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' fill="{colour}"><title>{hint}</title></rect>'
        )

    def done(self):
        return "\n".join(self.out + ['<path d="M20 180H290" stroke="#444"/>', "</g>"])


COLOURS = ["#0b5fa5", "#b5530a", "#4a7a1e", "#6b4a9a", "#888888"]


def bars(title, x, values, form):
    """One bar for each name; the number stands above it."""
    chart = Chart(title, x)
    most = max(values.values())
    width = 240 / len(values)
    for i, (name, value) in enumerate(values.items()):
        height = 130 * value / most
        left = 30 + i * width
        chart.bar(left, 180 - height, width * 0.7, height, COLOURS[0], f"{name}: {value:.2f}")
        chart.text(left + width * 0.35, 175 - height, form.format(value))
        for j, part in enumerate(name.split("\n")):
            chart.text(left + width * 0.35, 193 + 12 * j, part)
    return chart.done()


def stacks(title, x, shared):
    """One bar of all stages for each archive."""
    chart = Chart(title, x)
    width = 190 / len(shared)
    for i, (name, parts) in enumerate(shared.items()):
        top = 180.0
        for stage, colour in zip(STAGES, COLOURS):
            height = 1.4 * parts[stage]
            top -= height
            hint = f"{name}, {stage}: {parts[stage]:.0f} %"
            chart.bar(30 + i * width, top, width * 0.7, height, colour, hint)
            if height > 10:
                middle = 30 + (i + 0.35) * width
                chart.out.append(
                    f'<text x="{middle:.1f}" y="{top + height / 2 + 4:.1f}" fill="#fff"'
                    f' text-anchor="middle" font-size="10">{parts[stage]:.0f} %</text>'
                )
        for j, part in enumerate(name.split("\n")):
            chart.text(30 + (i + 0.35) * width, 193 + 12 * j, part)
    for i, (stage, colour) in enumerate(zip(STAGES, COLOURS)):
        chart.bar(225, 60 + 20 * i, 10, 10, colour, stage)
        chart.text(240, 69 + 20 * i, stage, "start")
    return chart.done()


def draw(rows, shared):
    most_cores = max(row["cores"] for row in rows)
    speed = {
        f"{row['plans']}\n{row['archive']}\n{row['cores']} core{'s' * (row['cores'] > 1)}": row[
            "plans_per_second"
        ]
        for row in rows
        if row["cores"] == most_cores or row["archive"] == "clinic"
    }
    small = [r for r in rows if r["archive"] == "small" and r["cores"] == most_cores]
    cost = {f"{r['plans']}\nsmall": 1000 * r["cpu_seconds"] / r["plans"] for r in small}
    memory = {f"{r['plans']}\n{r['archive']}": r["peak_mb"] for r in rows if r["cores"] == most_cores}
    charts = [
        bars("Plans per second", 0, speed, "{:.1f}"),
        bars("Processor time per plan, ms", 300, cost, "{:.0f}"),
        bars("Most memory in use, MB", 600, memory, "{:.0f}"),
        stacks("Where the time goes", 900, shared),
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 228" font-family="sans-serif"'
        ' fill="#222">\n<rect width="1200" height="228" fill="#fff"/>\n' + "\n".join(charts) + "\n</svg>\n"
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("launcher", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--csv", type=Path, default=Path("archives.csv"))
    parser.add_argument("--svg", type=Path, default=Path("archives.svg"))
    parser.add_argument("--make-only", action="store_true")
    parser.add_argument("--small", default="100,1000,10000")
    parser.add_argument("--clinic", default="50,200")
    parser.add_argument("--cores", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--heap", default="280m")
    options = parser.parse_args()
    launcher = options.launcher.resolve()
    small_sizes = [int(size) for size in options.small.split(",")]
    clinic_sizes = [int(size) for size in options.clinic.split(",")]
    for folder in (options.folder, options.csv.parent, options.svg.parent):
        folder.mkdir(parents=True, exist_ok=True)
    small = archives(options.folder, "small", PROJECT / "test-plans" / "thigh-pass", small_sizes)
    clinic = archives(options.folder, "clinic", clinic_plan(options.folder, launcher), clinic_sizes)
    if options.make_only:
        return
    thigh, trunk = PROTOCOLS / "thigh.yaml", PROTOCOLS / "trunk.yaml"
    middle = small_sizes[len(small_sizes) // 2]
    few = clinic_sizes[0]
    runs = [("small", size, roots, thigh, options.cores) for size, roots in small.items()]
    runs += [("small", middle, small[middle], thigh, cores) for cores in range(1, options.cores)]
    runs += [("clinic", few, clinic[few], trunk, cores) for cores in range(1, options.cores)]
    runs += [("clinic", size, roots, trunk, options.cores) for size, roots in clinic.items()]
    store = options.folder / "results.db"
    print(f"load before: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    rows, shared = [], {}
    for archive, plans, roots, protocol, cores in runs:
        seconds, cpu, peak = batch(launcher, roots, protocol, store, cores, options.heap)
        parts = {}
        if cores == options.cores and plans in (middle, few):
            recording = options.folder / "recording.jfr"
            batch(launcher, roots, protocol, store, cores, options.heap, recording)
            parts = shares(recording)
            shared[archive] = parts
        rows.append(
            dict(zip(COLUMNS, [archive, plans, cores, seconds, plans / seconds, cpu, peak])) | parts
        )
        print(
            f"{archive:7} {plans:6} plans  {cores} cores  {plans / seconds:6.1f}/s"
            f"  {1000 * cpu / plans:6.0f} ms of all cores each  {peak:5.0f} MB",
            file=sys.stderr,
        )
    with options.csv.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS + [f"{stage.lower()}_percent" for stage in STAGES])
        for row in rows:
            figures = [row[c] if isinstance(row[c], (str, int)) else f"{row[c]:.2f}" for c in COLUMNS]
            table.writerow(figures + [f"{row[s]:.1f}" if s in row else "" for s in STAGES])
    options.svg.write_text(draw(rows, shared), encoding="utf-8")


if __name__ == "__main__":
    main()
