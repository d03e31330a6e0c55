#!/usr/bin/python3
"""What qpdf and the tools of poppler say of published PDFs: syntax, structure, fonts, attached files.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import document
import documents
import texts

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"])
DRAWN = ("least", "random-2", "random-3", "scripts-101")  # of documents.py
RTL = re.compile("[\u0590-\u08ff]")
faults = []


def report(name, what):
    faults.append(f"{name}: {what}")
    print(f"not ok: {name}: {what}"[:600])


def run(name, *arguments):
    """What a program prints; what it complains of is a fault."""
    done = subprocess.run([str(each) for each in arguments], capture_output=True, text=True, encoding="utf-8", timeout=200)
    if done.returncode or done.stderr.strip():
        report(name, f"{arguments[0]} ends with {done.returncode}: {done.stderr[-200:]}")
    return done.stdout


def check_qpdf(name, path):
    said = run(name, "qpdf", "--check", path)
    if "No syntax or stream encoding errors found" not in said or "WARNING" in said:
        report(name, f"qpdf --check says: {said[-200:]}")


def get_types(element, depth=0):
    yield depth, element.standard
    for kid in element.elements:
        yield from get_types(kid, depth + 1)


def check_structure(name, path, pdf):
    """pdfinfo sees the same elements, and the same text in them."""
    expected = [pair for kid in pdf.tree.kids for pair in get_types(kid)]
    actual = []
    for line in run(name, "pdfinfo", "-struct", path).splitlines():
        match = re.fullmatch(r"( *)([A-Z]\w*)( .*)?:?", line.rstrip(":"))
        if match and match[2] != "Object":  # that is a reference to an annotation
            actual.append((len(match[1]) // 2, match[2]))
    if actual != expected:
        at = next((i for i, (a, b) in enumerate(zip(actual, expected)) if a != b), min(len(actual), len(expected)))
        report(name, f"element {at} is {actual[at:at + 1]} for pdfinfo, not {expected[at:at + 1]}")
    said = "".join(re.findall(r'^ *"(.*)"$', run(name, "pdfinfo", "-struct-text", path), re.M))
    mine, theirs = texts.squeeze(texts.get_tree_text(pdf, without=())), texts.squeeze(said)
    if mine != theirs and not RTL.search(mine):
        at = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), min(len(mine), len(theirs)))
        report(name, f"the structure says “{mine[max(0, at - 20):at + 30]}”, for pdfinfo “{theirs[max(0, at - 20):at + 30]}”")


def check_files(name, path, sources, folder):
    """pdfdetach gives the files that the PDF was made from."""
    target = folder / "detached"
    target.mkdir(exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    run(name, "pdfdetach", "-saveall", "-o", target, path)
    if sorted(each.read_bytes() for each in target.iterdir()) != sorted(source.read_bytes() for source in sources):
        report(name, f"pdfdetach gives {sorted(each.name for each in target.iterdir())}, which are not the guideline, its rules and its FHIR resources")


def check_properties(name, path):
    information = run(name, "pdfinfo", path)
    for line in ("Tagged: +yes", "Suspects: +no", "JavaScript: +no", "Encrypted: +no", "Form: +none", "Metadata Stream: +yes"):
        if not re.search(line, information):
            report(name, f"pdfinfo does not say “{line}”")
    lines = run(name, "pdffonts", path).splitlines()
    column = lines[0].index("emb sub uni")
    for line in lines[2:]:
        if line[column:column + 11] != "yes yes yes":
            report(name, f"pdffonts says: {line}")


def main():
    with tempfile.TemporaryDirectory(prefix="precept-tools-") as temporary:
        folder = pathlib.Path(temporary)
        sources = [("sample", (SOURCE / "data/samples/qalsody.xml").read_text(encoding="utf-8"))]
        sources += [(name, xml) for name, xml in documents.make_documents() if name in DRAWN]
        for name, xml in sources:
            path, target, json_path, fhir_path = (folder / each for each in (f"{name}.xml", "out.pdf", "out.json", "out.fhir.json"))
            path.write_text(xml, encoding="utf-8")
            # What is attached is the guideline as it is saved.
            subprocess.run([str(BUILD / "src/cli/precept"), "format", str(path)], check=True, stdout=subprocess.DEVNULL, timeout=100)
            subprocess.run([str(BUILD / "src/cli/precept"), "publish", str(path), f"--pdf={target}", f"--rules={json_path}", f"--fhir={fhir_path}"],
                           check=True, stderr=subprocess.DEVNULL, timeout=200)
            check_qpdf(name, target)
            check_structure(name, target, document.open_file(str(target)))
            check_files(name, target, (path, json_path, fhir_path), folder)
            check_properties(name, target)
    print(f"{len(sources)} documents, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
