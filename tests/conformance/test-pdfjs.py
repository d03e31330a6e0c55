#!/usr/bin/python3
"""Reads published PDFs with pdf.js, and compares with what is in them: structure, texts, destinations, files, outline.

It is skipped (exit status 77) where Node.js or the package is not there; see tests/npm/.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import document
import documents
import texts
from navigation import get_destinations
from treemodel import Element

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"])
MODULES = pathlib.Path(os.environ.get("PRECEPT_NODE_MODULES", "."))
SAMPLE = SOURCE / "data/samples/qalsody.xml"
DRAWN = ("least", "random-1", "random-2", "scripts-100")  # of documents.py
# It misses classes of a browser for drawing, which nothing here does.
EXPECTED_WARNINGS = re.compile(r"Warning: Cannot polyfill `(DOMMatrix|Path2D|ImageData)`")
faults = []


def report(name, what):
    faults.append(f"{name}: {what}")
    print(f"not ok: {name}: {what}"[:600])


def read_by_pdfjs(name, path):
    output = path.with_suffix(".json")
    done = subprocess.run(["node", str(SOURCE / "tests/conformance/read-pdf.mjs"), str(path), str(output)], capture_output=True, text=True, timeout=200)
    for line in (done.stdout + done.stderr).splitlines():
        if line.strip() and not EXPECTED_WARNINGS.match(line):
            report(name, f"pdf.js says: {line}")
    return json.loads(output.read_text(encoding="utf-8")) if output.exists() else None


def make_expected(page, element):
    """A node of the structure as pdf.js has it for one page; None where nothing of it is there."""
    children = []
    for kid in element.kids:
        if isinstance(kid, Element):
            node = make_expected(page, kid)
            if node is not None:
                children.append(node)
        elif kid.page is page:
            children.append(f"p{page.obj.objgen[0]}R_mc{kid.mcid}" if hasattr(kid, "mcid") else f"{kid.obj.objgen[0]}R")
    return (element.standard, children) if children else None


def simplify(node):
    """A node of pdf.js in the same form."""
    if "role" in node:
        return (node["role"], [simplify(child) for child in node.get("children", [])])
    return node["id"]


def find_difference(expected, actual, path=""):
    if isinstance(expected, str) or isinstance(actual, str):
        return None if expected == actual else f"{path}: {actual}, not {expected}"
    if expected[0] != actual[0]:
        return f"{path}: {actual[0]}, not {expected[0]}"
    path = f"{path}/{expected[0]}"
    for one, other in zip(expected[1], actual[1]):
        difference = find_difference(one, other, path)
        if difference:
            return difference
    return None if len(expected[1]) == len(actual[1]) else f"{path}: {len(actual[1])} kids, not {len(expected[1])}"


def collect_ids(node):
    if isinstance(node, str):
        return [node]
    return [each for child in node[1] for each in collect_ids(child)]


def check_structure(name, pdf, read):
    """The same roles and content on each page; and the texts of them."""
    for page, other in zip(pdf.pages, read["pages"]):
        nodes = [make_expected(page, kid) for kid in pdf.tree.kids]
        expected = ("Root", [node for node in nodes if node is not None])
        actual = simplify(other["tree"])
        difference = find_difference(expected, actual)
        if difference:
            report(name, f"the structure of {page.where} is for pdf.js {difference}")
            continue
        said = {}
        for item in other["texts"]:
            said[item["id"]] = said.get(item["id"], "") + item["text"]
        for kid in pdf.tree.marked_kids:
            if kid.page is not page:
                continue
            mine = texts.squeeze(pdf.tree.get_marked_text(kid))
            theirs = texts.squeeze(said.get(f"p{page.obj.objgen[0]}R_mc{kid.mcid}", ""))
            if mine != theirs and not (IS_REVERSED.search(mine) and sorted(mine) == sorted(theirs)):
                report(name, f"{kid.element.where} on {page.where} says “{mine[:60]}”, to pdf.js “{theirs[:60]}”")
                break


IS_REVERSED = re.compile("[\u0590-\u08ff]")


def check_text(name, pdf, read):
    """All that is no artifact, in the order of the content; artifacts are known as such."""
    for page, other in zip(pdf.pages, read["pages"]):
        for is_artifact in (False, True):
            mine = texts.squeeze("".join(text for text, artifact in texts.get_stream_texts(pdf, page) if artifact == is_artifact))
            theirs = texts.squeeze("".join(item["text"] for item in other["texts"] if item["isArtifact"] == is_artifact))
            if mine != theirs and not (IS_REVERSED.search(mine) and sorted(mine) == sorted(theirs)):
                at = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), min(len(mine), len(theirs)))
                report(name, f"{page.where} shows “{mine[max(0, at - 20):at + 30]}”, to pdf.js “{theirs[max(0, at - 20):at + 30]}”")


def check_navigation(name, pdf, read):
    numbers = {page.obj.objgen: page.number - 1 for page in pdf.pages}
    expected = {key.decode(): numbers.get(value[0].objgen) for key, value in get_destinations(pdf).items()}
    if read["destinations"] != expected:
        different = {key for key in expected.keys() | read["destinations"].keys() if expected.get(key) != read["destinations"].get(key)}
        report(name, f"these destinations are others for pdf.js: {sorted(different)[:10]}")
    for page, other in zip(pdf.pages, read["pages"]):
        for annotation in other["annotations"]:
            if not annotation["contents"]:
                report(name, f"a link on {page.where} has no contents for pdf.js")
            if not annotation["url"] and annotation["dest"] not in read["destinations"]:
                report(name, f"the link “{annotation['contents']}” on {page.where} leads nowhere for pdf.js: {annotation['dest']}")

    def walk(items):
        for item in items:
            if item["page"] is None:
                report(name, f"the outline item “{item['title']}” leads nowhere for pdf.js")
            walk(item["items"])
    walk(read["outline"])
    if len(read["labels"] or []) != len(pdf.pages):
        report(name, f"pdf.js has the page labels {read['labels']}")


def check_files(name, read, *paths):
    """The files that come with the PDF are those that they were made from, byte by byte."""
    expected = {hashlib.sha256(each.read_bytes()).hexdigest() for each in paths}
    actual = {each["sha256"] for each in read["attachments"].values()}
    if actual != expected:
        report(name, f"the attachments {sorted(read['attachments'])} are not the guideline, its rules and its FHIR resources")


def check_sample(read):
    """A caption and a row of codes come out whole."""
    pages = [re.sub(r"\s+", " ", "".join(item["text"] + ("\n" if item["endsLine"] else " ") for item in page["texts"])) for page in read["pages"]]
    for wanted in ("Table 1", "J1304 HCPCS Tofersen, 1 mg, for injection", "G12.21 ICD-10-CM Amyotrophic lateral sclerosis"):
        if not any(wanted in page for page in pages):
            report("sample", f"pdf.js does not give “{wanted}”")


def check_one(name, path, folder):
    pdf_path, json_path, fhir_path = folder / "out.pdf", folder / "out.rules.json", folder / "out.fhir.json"
    done = subprocess.run([str(BUILD / "src/cli/precept"), "publish", str(path), f"--pdf={pdf_path}", f"--rules={json_path}", f"--fhir={fhir_path}"],
                          capture_output=True, text=True, timeout=300)
    if done.returncode:
        report(name, f"can't be published: {done.stderr[-300:]}")
        return
    read = read_by_pdfjs(name, pdf_path)
    if read is None:
        report(name, "can't be read by pdf.js")
        return
    pdf = document.open_file(str(pdf_path))
    if read["markInfo"] is None or not read["markInfo"]["Marked"] or read["language"] != pdf.language or not read["title"]:
        report(name, f"pdf.js reads the language {read['language']}, the title {read['title']}, marked {read['markInfo']}")
    check_structure(name, pdf, read)
    check_text(name, pdf, read)
    check_navigation(name, pdf, read)
    check_files(name, read, path, json_path, fhir_path)
    if path == SAMPLE:
        check_sample(read)


def main():
    if shutil.which("node") is None or not (MODULES / "pdfjs-dist").is_dir():
        print("Node.js or pdfjs-dist is not there")
        return 77
    with tempfile.TemporaryDirectory(prefix="precept-pdfjs-") as name:
        folder = pathlib.Path(name)
        check_one("sample", SAMPLE, folder)
        for key, xml in documents.make_documents():
            if key in DRAWN:
                path = folder / f"{key}.xml"
                path.write_text(xml, encoding="utf-8")
                # What is attached is the guideline as it is saved.
                subprocess.run([str(BUILD / "src/cli/precept"), "format", str(path)], check=True, timeout=100)
                check_one(key, path, folder)
    print(f"{1 + len(DRAWN)} documents, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
