#!/usr/bin/python3
"""The list of references as a pharmacist meets it: pasting, merging, removing, sorting, undoing.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from editor_driver import Editor, wait_for  # noqa: E402

SAMPLE = os.path.join(os.environ["PRECEPT_SOURCE_DIR"], "data/samples/qalsody.xml")
PASTE = "Paste a citation, a DOI, a PMID or a PMCID"
TWIN = (b'<reference id="twin" doi="10.1056/nejmoa2003715" pmid="abc">Miller T, Cudkowicz M. Phase 1-2 trial of antisense '
        b'oligonucleotide tofersen for SOD1 ALS. 2020.</reference></references>')


def read(path):
    with open(path, "rb") as file:
        return file.read()


class ReferencesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.file = os.path.join(self.folder, "sample.xml")
        text = read(SAMPLE).replace(b"</references>", TWIN)
        text = text.replace(b'<cite ref="benatar-2022"/>', b'<cite ref="benatar-2022 twin"/>', 1)
        with open(self.file, "wb") as file:
            file.write(text)
        self.editor = Editor(self.file)
        wait_for("the keyboard in the text", lambda: self.editor.is_focused("Text of Summary"))
        self.editor.keys("ctrl+s")
        wait_for("the canonical form", lambda: b"\n    <reference id=\"twin\"" in read(self.file))
        self.original = read(self.file)
        self.editor.keys("alt+9")
        wait_for("the field at the top", lambda: self.editor.is_focused(PASTE))

    def tearDown(self):
        self.editor.kill()
        shutil.rmtree(self.folder)

    def wait_for_file(self, what, condition):
        def saved():
            self.editor.keys("ctrl+s")
            return condition(read(self.file))
        wait_for(what, saved)

    def test_merge(self):
        self.editor.find("16. Miller T")
        self.assertTrue(self.editor.has("All 16"))
        self.editor.press("Merge Duplicates")
        self.wait_for_file("the merged file", lambda text: b"twin" not in text and b'<cite ref="benatar-2022 miller-2020"/>' in text and
                           b'id="miller-2020" doi="10.1056/NEJMoa2003715" pmid="abc"' in text)
        self.editor.keys("ctrl+z")
        self.wait_for_file("the undo", lambda text: text == self.original)

    def test_paste(self):
        self.editor.type("Rivers A, Stone B. Hills and dales of the west. J Geog. 2022;38:10. PMID: 123. doi:10.1000/geog.1")
        self.editor.find("DOI 10.1000/geog.1 · PMID 123")
        self.editor.keys("Return")
        self.editor.find("17.  Rivers 2022")
        self.wait_for_file("the new reference", lambda text: b'doi="10.1000/geog.1" pmid="123">Rivers A, Stone B. Hills and dales of the west. J Geog. 2022;38:10.</reference>' in text)
        self.editor.keys("ctrl+z")
        self.wait_for_file("the undo", lambda text: text == self.original)

    def test_paste_of_what_is_there(self):
        self.editor.type("https://doi.org/10.1056/NEJMoa2003715")
        self.editor.find("This is reference 7, Miller 2020: same DOI.")
        self.editor.press("Go There")
        self.editor.find("7.  Miller 2020")
        self.assertTrue(self.editor.has("Reference 16 is the same work"))
        self.editor.press("Not the Same")
        wait_for("the notice to go", lambda: not self.editor.has("Reference 16 is the same work"))

    def test_remove_asks(self):
        self.editor.type("10.1056/NEJMoa2003715")
        self.editor.press("Go There")
        self.editor.find("7.  Miller 2020")
        self.editor.press("Remove")
        self.editor.find("Remove reference 7?")
        self.editor.press("_Remove")
        self.editor.focus_window()
        self.wait_for_file("the removal", lambda text: b"miller-2020" not in text)
        self.editor.keys("ctrl+z")
        self.wait_for_file("the undo", lambda text: text == self.original)


if __name__ == "__main__":
    unittest.main()
