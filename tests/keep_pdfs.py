"""Keeps copies of the PDFs that a test makes, for the test conformance-made to check.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import shutil


def keep_pdfs(folder, name):
    """Copies all PDFs of a folder to where the kept ones are, with the name of a test before their own."""
    target = os.environ.get("PRECEPT_PDF_FOLDER")
    if not target:
        return
    os.makedirs(target, exist_ok=True)
    for path in pathlib.Path(folder).rglob("*.pdf"):
        with open(path, "rb") as file:
            is_pdf = file.read(5) == b"%PDF-"
        if is_pdf:
            shutil.copy(path, os.path.join(target, f"{name}-{path.name}"))
