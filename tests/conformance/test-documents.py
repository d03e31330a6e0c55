#!/usr/bin/python3
"""Publishes guidelines of all kinds, and sees that the PDFs keep all rules and say what the guidelines say.

The texts to expect come from the content that all outputs share (print-content), not from the layout: each must be in
the structure of the PDF, in that order, once and whole, and what is there beside must be words that the layout adds.
poppler must read just the characters that the content streams show.

Usage: test-documents.py [NAME…]

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import document
import documents
import rules
import texts

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"])
SAMPLE = SOURCE / "data/samples/qalsody.xml"
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
POINTS = re.compile("[\u0591-\u05c7\u064b-\u065f\u0670]")  # and vowels, above and below of letters
ADDED = re.compile(r"[^\w\s]+|\d+|[\d–,]+")  # bullets, and the pages that references are cited on
PARTED = re.compile(r"[-–—/.:@_]\w")  # a line may end there
faults = []


def report(name, what):
    faults.append(f"{name}: {what}")
    print(f"not ok: {name}: {what}"[:400])


def get_added_words():
    """Words that the layout prints of itself."""
    words = {"DRAFT", "Draft"}
    for path in [*SOURCE.glob("data/language/en*.ini"), *SOURCE.glob("data/plan/*.*")]:
        if path.suffix in (".ini", ".css", ".json", ".xml"):
            words |= set(re.findall(r"[^\s;=|]+", path.read_text(encoding="utf-8")))
    return words | {word.strip(".,:()") for word in words}


def make_sources(folder):
    """(name, path, whether it must publish) of all guidelines."""
    for path in sorted([*SOURCE.glob("data/samples/*.xml"), *SOURCE.glob("tests/**/*.xml")]):
        if b"urn:precept:guideline:1" in path.read_bytes():
            yield str(path.relative_to(SOURCE)), path, path == SAMPLE
    for name, xml in documents.make_documents():
        path = pathlib.Path(folder, name + ".xml")
        path.write_text(xml, encoding="utf-8")
        yield name, path, True


def run(*arguments):
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True, encoding="utf-8", timeout=300)


def get_lines(path, messages):
    """The texts of a guideline as lists of words, and the words that may be printed as well.

    The messages of publishing tell of characters that no font has, and of pictures in whose place their text is printed.
    """
    done = run(BUILD / "tests/conformance/print-content", path)
    if done.returncode:
        raise RuntimeError(f"print-content ends with {done.returncode}: {done.stderr[-300:]}")
    without = str.maketrans("", "", "".join(re.findall("has the character “(.)”", messages)))
    lines = [texts.clean(line.translate(without)).split("\t", 1) for line in done.stdout.rstrip("\n").split("\n")]
    texts_in_pictures = {word for kind, line in lines if kind == "alternative" for word in line.split()} if "just its alternative text" in messages else set()
    return [line.split() for kind, line in lines if kind != "alternative" and line.strip()], texts_in_pictures


def check_structure_text(name, pdf, lines, allowed):
    """All texts in the order of the structure, and nothing else but what the layout adds."""
    text = texts.clean(texts.get_tree_text(pdf))
    missing, left = texts.merge(text.split(), lines)
    squeezed = texts.squeeze(text)
    has_rtl = False
    for line in missing:
        # White space at the edge of text from right to left may be on its other side, and points before their letters.
        if RTL.search(" ".join(line)) and (texts.squeeze(" ".join(line)) in squeezed or POINTS.search(" ".join(line))):
            has_rtl = True
            continue
        report(name, f"the structure does not say “{' '.join(line)}”, or not there")
    if not has_rtl and not missing:
        extra = [word for word in left if word not in ADDED_WORDS | allowed and not ADDED.fullmatch(word)]
        if extra:
            report(name, f"the structure says more: {' '.join(extra[:20])}")


def check_poppler(name, path, pdf):
    """poppler reads the characters that are shown, in that order."""
    pages = texts.run_pdftotext(path, "-raw")
    if len(pages) != len(pdf.pages):
        report(name, f"pdftotext finds {len(pages)} pages, not {len(pdf.pages)}")
    for page, raw in zip(pdf.pages, pages):
        shown = texts.squeeze("".join(text for text, _ in texts.get_stream_texts(pdf, page)))
        read = texts.squeeze(raw)
        if shown == read or RTL.search(shown) and sorted(shown) == sorted(read):
            continue
        at = next((i for i, (a, b) in enumerate(zip(shown, read)) if a != b), min(len(shown), len(read)))
        report(name, f"{page.where} shows “{shown[max(0, at - 20):at + 30]}”, but pdftotext reads “{read[max(0, at - 20):at + 30]}”")


def check_whole_words(name, path, lines):
    """poppler gives all words, unless they may be parted at the end of a line."""
    printed, read = " ".join(word for line in lines for word in line), texts.clean(" ".join(texts.run_pdftotext(path)))
    if RTL.search(printed):
        return
    # It may set off what is raised and smaller.
    expected, words = (collections.Counter(text.replace("[s]", " [s] ").split()) for text in (printed, read))
    lost = [word for word, n in expected.items() if words[word] < n and not PARTED.search(word)]
    if lost:
        report(name, f"pdftotext does not give these words, or not as often as they are printed: {' '.join(lost[:20])}")


def check_sample(path):
    """What people copy from a published guideline: a reference to a table, and a row of codes."""
    text = " ".join(texts.run_pdftotext(path)[0:99])
    words = text.split()
    for table in ("1", "2", "3"):
        if not any(words[i:i + 2] == ["Table", table] for i in range(len(words))):
            report("sample", f"pdftotext does not give “Table {table}”")
    rows = "\n".join(texts.run_pdftotext(path, "-layout"))
    for row in (r"J1304 +HCPCS +Tofersen, 1 mg, for injection", r"G12\.21 +ICD-10-CM +Amyotrophic lateral sclerosis",
                r"62322 +CPT +Injection into the lumbar or sacral spinal canal, without imaging"):
        if not re.search(row, rows):
            report("sample", f"pdftotext -layout does not give the row {row}")


def check_one(name, path, target, must_publish, paper):
    done = run(BUILD / "src/cli/precept", "publish", path, f"--pdf={target}", f"--paper={paper}")
    if done.returncode:
        if must_publish:
            report(name, f"can't be published: {done.stderr[-300:]}")
        return False
    pdf = document.open_file(str(target))
    for finding in rules.check(pdf)[:5]:
        report(name, str(finding))
    lines, allowed = get_lines(path, done.stderr)
    check_structure_text(name, pdf, lines, allowed)
    check_poppler(name, target, pdf)
    if not name.startswith(("random", "long", "scripts")):
        check_whole_words(name, target, lines)
    if path == SAMPLE:
        check_sample(target)
    return True


ADDED_WORDS = get_added_words()


def main():
    wanted, n_checked = sys.argv[1:], 0
    with tempfile.TemporaryDirectory(prefix="precept-documents-") as folder:
        for index, (name, path, must_publish) in enumerate(make_sources(folder)):
            if not wanted or name in wanted:
                target = pathlib.Path(folder, "out.pdf")
                n_checked += check_one(name, path, target, must_publish, ("letter", "a4")[index % 2])
    print(f"{n_checked} documents, {len(faults)} faults")
    if n_checked < 40 and not wanted:
        report("all", "there are too few documents: is PRECEPT_SOURCE_DIR right?")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
