#!/usr/bin/python3
"""Publishes one document with Precept and with other programs, and says what each took.

Usage: bench-peers.py BUILD_FOLDER [--pages=500] [--runs=3] [--peers=NAME,…] [--growth=10,100,1000,5000] [--markdown]

The other programs get the same words in a format of their own: see docs/speed.md. What they wrote stays in
BUILD_FOLDER/peers, to be looked at.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import collections
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

import guideline
import write_fo
import write_html
import write_odt
import write_tex

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CHECKER = os.path.join(SOURCE, "tests/conformance/check-pdf.py")
TIMEOUT = 3600
WARM_UP = "10-pages-warm-up"
WARM_UP_PAGES = 10
MAX_PASSES = 6  # of xelatex, until page numbers stay


class Failed(Exception):
    """A program that did not write its document."""


@dataclass
class Usage:
    seconds: float = 0  # by the clock
    processor_seconds: float = 0
    memory_mb: float = 0  # of the largest process

    def add(self, other):
        self.seconds += other.seconds
        self.processor_seconds += other.processor_seconds
        self.memory_mb = max(self.memory_mb, other.memory_mb)


@dataclass
class Result:
    usages: list = field(default_factory=list)
    failure: str = ""

    def median(self, name):
        return statistics.median(getattr(usage, name) for usage in self.usages)


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, log, cwd=None):
    """Runs a command to its end and measures it; what it says goes to a file."""
    environment = {key: value for key, value in os.environ.items() if key not in ("FONTCONFIG_FILE", "DISPLAY", "WAYLAND_DISPLAY")}
    environment.update(LC_ALL="C.UTF-8", DBUS_SESSION_BUS_ADDRESS="/dev/null")
    with open(log, "wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd, env=environment)
        while True:
            # wait4 tells of this process and of those it waited for, others tell of all that ever ran.
            pid, status, resources = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - start > TIMEOUT:
                process.kill()
                os.wait4(process.pid, 0)
                raise Failed(f"it took more than {TIMEOUT} s")
            time.sleep(0.002)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"it ended with {process.returncode}: see {log}")
    return Usage(seconds, resources.ru_utime + resources.ru_stime, resources.ru_maxrss / 1024)


class Program:
    """One that makes a PDF. Works in a folder of its own; "name" is that of --peers."""

    name = ""
    title = ""
    command = ""
    version_arguments = ["--version"]
    version_pattern = r"\d+\.\d[\d.]*"
    suffix = ""
    lacks = ""

    def __init__(self, folder):
        self.folder = os.path.join(folder, self.name)
        os.makedirs(self.folder, exist_ok=True)
        self.log = os.path.join(self.folder, "log")

    def path(self, document, suffix=None):
        return os.path.join(self.folder, document + (suffix or self.suffix))

    def is_there(self):
        return shutil.which(self.command) is not None

    def version(self):
        done = subprocess.run([self.command, *self.version_arguments], capture_output=True, text=True, check=False)
        found = re.search(self.version_pattern, done.stdout + done.stderr)
        return found.group() if found else "?"

    def write(self, source, document):
        """Makes the input; "source" is the guideline's file."""
        self.write_document(guideline.read_guideline(source, SOURCE), guideline.read_looks(SOURCE), self.path(document))

    def write_document(self, read, looks, path):
        raise NotImplementedError

    def arguments(self, document):
        raise NotImplementedError

    def publish(self, document):
        pdf = self.path(document, ".pdf")
        if os.path.exists(pdf):
            os.unlink(pdf)
        usage = self.run_all(document)
        if not os.path.exists(pdf):
            raise Failed(f"it wrote no PDF: see {self.log}")
        return usage

    def run_all(self, document):
        return run(self.arguments(document), self.log)


class Precept(Program):
    name = "precept"
    title = "Precept"
    suffix = ".xml"

    def __init__(self, folder, build):
        super().__init__(folder)
        self.command = os.path.join(build, "src/cli/precept")

    def write(self, source, document):
        shutil.copy(source, self.path(document))

    def arguments(self, document):
        return [self.command, "publish", self.path(document), "--pdf=" + self.path(document, ".pdf")]


class Fop(Program):
    name = "fop"
    title = "FOP"
    command = "fop"
    version_arguments = ["-version"]
    suffix = ".fo"

    def write_document(self, read, looks, path):
        write_fo.write(read, looks, path)
        write_fo.write_configuration(os.path.join(self.folder, "fop.xconf"))

    def arguments(self, document):
        # Without complex scripts no ligatures, as in the others; with them the text could not be copied.
        return ["fop", "-q", "-nocs", "-c", os.path.join(self.folder, "fop.xconf"), self.path(document), self.path(document, ".pdf")]


class LibreOffice(Program):
    name = "libreoffice"
    title = "LibreOffice"
    command = "soffice"
    suffix = ".odt"

    def write_document(self, read, looks, path):
        write_odt.write(read, looks, path)

    def arguments(self, document):
        options = {name: {"type": "boolean", "value": "true"} for name in ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks")}
        options["SelectPdfVersion"] = {"type": "long", "value": "3"}  # PDF/A-3b
        return ["soffice", "-env:UserInstallation=file://" + os.path.join(self.folder, "profile"), "--headless", "--convert-to",
                "pdf:writer_pdf_Export:" + json.dumps(options), "--outdir", self.folder, self.path(document)]


class WeasyPrint(Program):
    name = "weasyprint"
    title = "WeasyPrint"
    command = "weasyprint"
    suffix = ".html"

    def write_document(self, read, looks, path):
        write_html.write(read, looks, path)

    def arguments(self, document):
        return ["weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", self.path(document), self.path(document, ".pdf")]


class Chromium(Program):
    name = "chromium"
    title = "Chromium"
    command = "chromium"
    suffix = ".html"
    lacks = "no page numbers in contents and references, no section in the head"

    def write_document(self, read, looks, path):
        write_html.write(read, looks, path)

    def arguments(self, document):
        return ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + os.path.join(self.folder, "profile"),
                "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline", f"--timeout={TIMEOUT * 1000}",
                "--print-to-pdf=" + self.path(document, ".pdf"), "file://" + self.path(document)]


class XeLatex(Program):
    name = "xelatex"
    title = "xelatex"
    command = "xelatex"
    version_pattern = r"TeX Live \d+"
    suffix = ".tex"

    def __init__(self, folder):
        super().__init__(folder)
        self.n_passes = 0

    def write_document(self, read, looks, path):
        write_tex.write(read, looks, path)

    def arguments(self, document):
        return ["xelatex", "-interaction=nonstopmode", "-halt-on-error", document + self.suffix]

    def read_numbers(self, document):
        """What a pass left for the next one."""
        numbers = b""
        for suffix in (".aux", ".toc"):
            if os.path.exists(self.path(document, suffix)):
                with open(self.path(document, suffix), "rb") as file:
                    numbers += file.read()
        return numbers

    def run_all(self, document):
        usage = Usage()
        before = None
        for suffix in (".aux", ".toc", ".out"):
            if os.path.exists(self.path(document, suffix)):
                os.unlink(self.path(document, suffix))
        for self.n_passes in range(1, MAX_PASSES + 1):
            usage.add(run(self.arguments(document), self.log, cwd=self.folder))
            numbers = self.read_numbers(document)
            if numbers == before:
                break
            before = numbers
        return usage


# What is known of a PDF without the program that made it


def read_pdf_facts(path):
    done = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    return dict(re.findall(r"^([^:]+): +(.*)$", done.stdout, re.MULTILINE))


def count_words(path):
    """Its words, and how often each stands; numbers not, since pages are numbered otherwise in each."""
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    # pdftotext drops a hyphen at the end of a line.
    return collections.Counter(re.findall(r"[^\W\d_]+", re.sub(r"[-‐]\n?", "", text)))


def share_words(words, others):
    """How many in a hundred of the words are among the others."""
    return 100 * sum(min(n, others[word]) for word, n in words.items()) / max(sum(words.values()), 1)


def count_broken_rules(path):
    """How many rules of PDF/UA-1 and PDF/A-3a it breaks; "–" where that could not be told."""
    done = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True, check=False)
    rules = set(re.findall(r"\[(\w+), ISO", done.stdout))
    return len(rules) if done.returncode == 0 or rules else "–"


# Tables


def print_table(head, rows, markdown, n_names):
    """The first "n_names" columns are words, the others numbers."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]

    def line(cells):
        cells = [cell.ljust(width) if i < n_names else cell.rjust(width) for i, (cell, width) in enumerate(zip(cells, widths))]
        return "| " + " | ".join(cells) + " |" if markdown else "  ".join(cells).rstrip()

    print(line(head))
    if markdown:
        print("|" + "|".join("-" * (width + 2) if i < n_names else "-" * (width + 1) + ":" for i, width in enumerate(widths)) + "|")
    else:
        print("  ".join("-" * width for width in widths))
    for row in rows:
        print(line(row))
    print(flush=True)


def describe_machine():
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        found = re.search(r"model name\s*: (.*)", file.read())
        if found:
            model = found.group(1)
    return f"{model}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start"


def measure(programs, document, n_runs):
    """The programs take turns, so that a moment in which the computer is busy does not fall on one of them."""
    results = {program: Result() for program in programs}
    for number in range(1, n_runs + 1):
        for program in programs:
            result = results[program]
            if result.failure:
                continue
            try:
                result.usages.append(program.publish(document))
                say(f"{document}, run {number} of {n_runs}: {program.title} {result.usages[-1].seconds:.2f} s")
            except Failed as failure:
                result.failure = str(failure)
                say(f"{program.title} failed: {failure}")
    return results


def row_of(program, result, document, precept):
    if result.failure:
        return [program.title, program.version()] + ["failed"] + [""] * 9
    path = program.path(document, ".pdf")
    facts = read_pdf_facts(path)
    n_pages = int(facts["Pages"])
    per_thousand = result.median("seconds") / n_pages * 1000
    return [
        program.title,
        program.version(),
        n_pages,
        f"{result.median('seconds'):.2f}",
        f"{result.median('processor_seconds'):.2f}",
        f"{per_thousand:.1f}",
        f"{per_thousand / precept['per_thousand']:.1f}" if precept else "1",
        f"{result.median('memory_mb'):.0f}",
        f"{os.path.getsize(path) / 1e6:.2f}",
        facts["Tagged"],
        count_broken_rules(program.path(WARM_UP, ".pdf")),
        f"{share_words(precept['words'], count_words(path)):.1f}" if precept else "100",
    ]


def compare(programs, source, options):
    document = f"{options.pages}-pages"
    for program in programs:
        program.write(source(WARM_UP_PAGES), WARM_UP)
        program.write(source(options.pages), document)
    there = [program for program in programs if program.is_there()]
    say("Warming up: profiles and caches are made now, not while the clock runs.")
    measure(there, WARM_UP, 1)
    results = measure(there, document, options.runs)

    head = ["Program", "Version", "Pages", "Seconds", "Of processors", "s per 1,000 pages", "Ratio", "Memory, MB", "PDF, MB", "Tagged", "Rules broken", "Words, %"]
    rows = []
    precept = None
    for program in programs:
        if program not in results:
            rows.append([program.title, "skipped: not installed"] + [""] * 10)
            continue
        rows.append(row_of(program, results[program], document, precept))
        if precept is None:
            if results[program].failure:
                sys.exit(f"Precept failed: {results[program].failure}")
            precept = {"per_thousand": results[program].median("seconds") / rows[0][2] * 1000, "words": count_words(program.path(document, ".pdf"))}
    print_table(head, rows, options.markdown, 2)
    for program in there:
        if program.lacks:
            print(f"{program.title} writes {program.lacks}.")
        if program.name == "xelatex" and program.n_passes:
            print(f"xelatex ran {program.n_passes} times over the document, until the page numbers stayed.")
    print()


def grow(precept, source, options):
    sizes = [int(size) for size in options.growth.split(",")]
    results = {size: Result() for size in sizes}
    for size in sizes:
        precept.write(source(size), f"{size}-pages")
    for _ in range(options.runs):
        for size in sizes:
            document = f"{size}-pages"
            results[size].usages.append(precept.publish(document))
            say(f"{document}: Precept {results[size].usages[-1].seconds:.2f} s")
    rows = []
    for size in sizes:
        path = precept.path(f"{size}-pages", ".pdf")
        n_pages = int(read_pdf_facts(path)["Pages"])
        seconds = results[size].median("seconds")
        megabytes = os.path.getsize(path) / 1e6
        rows.append([f"about {size:,} pages", n_pages, f"{seconds:.2f}", f"{seconds / n_pages * 1000:.2f}", f"{results[size].median('memory_mb'):.0f}",
                     f"{megabytes:.2f}", f"{megabytes / n_pages * 1000:.1f}"])
    print_table(["Guideline", "Pages", "Seconds", "ms per page", "Memory, MB", "PDF, MB", "kB per page"], rows, options.markdown, 1)


def read_options():
    parser = argparse.ArgumentParser(description="Publishes one document with Precept and with other programs, and says what each took.")
    parser.add_argument("build", help="the folder that Precept was built into, with optimization")
    parser.add_argument("--pages", type=int, default=500, help="about how many pages the document has (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="how often each program runs (default: %(default)s); the table has medians")
    parser.add_argument("--peers", default="fop,libreoffice,weasyprint,chromium,xelatex", help="which of them (default: %(default)s)")
    parser.add_argument("--growth", default="10,100,1000,5000", help="sizes in pages of the second table (default: %(default)s); empty: none")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    options = parser.parse_args()
    if options.pages < 1 or options.runs < 1:
        parser.error("--pages and --runs must be 1 or more")
    if not re.fullmatch(r"([1-9]\d*(,[1-9]\d*)*)?", options.growth):
        parser.error("--growth takes numbers of pages with commas between them, such as 10,100")
    return parser, options


def main():
    parser, options = read_options()
    build = os.path.abspath(options.build)
    folder = os.path.join(build, "peers")
    os.makedirs(folder, exist_ok=True)
    peers = {peer.name: peer for peer in (Fop, LibreOffice, WeasyPrint, Chromium, XeLatex)}
    wanted = [name for name in options.peers.split(",") if name]
    for name in wanted:
        if name not in peers:
            parser.error(f"there is no peer “{name}”: there are {', '.join(peers)}")

    def source(n_pages):
        path = os.path.join(folder, f"guideline-{n_pages}.xml")
        subprocess.run([os.path.join(build, "tests/peers/write-guideline"), str(n_pages), path], check=True)
        return path

    precept = Precept(folder, build)
    print(f"{describe_machine()}; medians of {options.runs} runs\n", flush=True)
    compare([precept] + [peers[name](folder) for name in wanted], source, options)
    if options.growth:
        grow(precept, source, options)


main()
