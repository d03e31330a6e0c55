#!/usr/bin/python3
"""The editor as a user meets it: opening, typing, undo, saving, problems, recovery, closing.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from editor_driver import Editor, wait_for  # noqa: E402
from keep_pdfs import keep_pdfs  # noqa: E402

SAMPLE = os.path.join(os.environ["PRECEPT_SOURCE_DIR"], "data/samples/qalsody.xml")
SUMMARY = "Text of Summary"


def read(path):
    with open(path, "rb") as file:
        return file.read()


class EditorTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.file = os.path.join(self.folder, "sample.xml")
        shutil.copy(SAMPLE, self.file)
        self.editors = []

    def tearDown(self):
        for editor in self.editors:
            editor.kill()
        keep_pdfs(self.folder, self.id().split(".", 1)[-1])
        shutil.rmtree(self.folder)

    def open(self, *files):
        editor = Editor(*(files or (self.file,)))
        self.editors.append(editor)
        wait_for("the keyboard in the text", lambda: editor.is_focused(SUMMARY))
        return editor

    def wait_for_text(self, editor, words):
        wait_for(f"“{words}” in the text", lambda: words in editor.text(SUMMARY))

    def test_type_undo_save(self):
        original = read(self.file)
        editor = self.open()
        wait_for("the page", lambda: "Summary" in editor.page_text())
        editor.type("Quibble ")
        self.wait_for_text(editor, "Quibble ")
        wait_for("the word on the page", lambda: "Quibble" in editor.page_text())
        self.assertEqual(read(self.file), original)

        editor.keys("ctrl+z")
        wait_for("the undo", lambda: "Quibble" not in editor.text(SUMMARY))
        wait_for("the undo on the page", lambda: "Quibble" not in editor.page_text())
        editor.keys("ctrl+s")
        wait_for("the same bytes", lambda: read(self.file) == original)

        editor.type("Saved ")
        self.wait_for_text(editor, "Saved ")
        editor.keys("Return")
        editor.keys("ctrl+s")
        wait_for("the word in the file", lambda: b">Saved</p>" in read(self.file))
        editor.keys("ctrl+w")
        self.assertEqual(editor.wait_until_ended(), 0)

        again = self.open()
        self.wait_for_text(again, "Saved\n")

    def test_closing_asks(self):
        original = read(self.file)
        editor = self.open()
        editor.type("Lost ")
        self.wait_for_text(editor, "Lost ")
        editor.keys("ctrl+w")
        editor.find("Save changes?")
        editor.press("_Discard")
        self.assertEqual(editor.wait_until_ended(), 0)
        self.assertEqual(read(self.file), original)

    def test_recovery(self):
        original = read(self.file)
        editor = self.open()
        editor.type("Rescued ")
        self.wait_for_text(editor, "Rescued ")
        wait_for("the word on the page", lambda: "Rescued" in editor.page_text())
        editor.kill()
        self.assertEqual(read(self.file), original)

        again = self.open()
        self.assertNotIn("Rescued", again.text(SUMMARY))
        again.press("Recover")
        self.wait_for_text(again, "Rescued ")
        again.keys("ctrl+s")
        wait_for("the word in the file", lambda: b"Rescued " in read(self.file))

    def test_problem_leads_to_its_place(self):
        faulty = read(self.file).replace(b'<policy-number>SAMPLE-001</policy-number>\n', b"")
        faulty = faulty.replace(b"</references>", b'<reference id="twin" doi="10.1000/nowhere">Twin A. A title of its own. 2020.</reference>\n'
                                b'<reference id="other-twin" doi="10.1000/nowhere">Twin A. A title of its own. 2020.</reference>\n</references>')
        with open(self.file, "wb") as file:
            file.write(faulty)
        editor = self.open()
        editor.find("Warnings, ")
        wait_for("a problem", lambda: not editor.has("No problems"))

        def in_references():
            editor.keys("F8")
            return editor.has("Citation") and editor.is_focused("Citation")
        wait_for("the references", in_references)

    def test_closing_an_import_asks(self):
        text = os.path.join(self.folder, "plain.txt")
        with open(text, "w", encoding="utf-8") as file:
            file.write("Summary\nA sentence that is in no guideline yet.\n")
        editor = Editor(text)
        self.editors.append(editor)
        editor.find("Imported")
        editor.press("_Close")
        wait_for("the end of the report", lambda: not editor.has("Imported"))
        editor.focus_window()
        wait_for("the keyboard in the text", lambda: editor.is_focused(SUMMARY))
        editor.keys("ctrl+w")
        editor.find("Save what was imported?")
        editor.press("_Discard")
        self.assertEqual(editor.wait_until_ended(), 0)

    def test_export(self):
        folder = os.path.join(self.folder, "Drugs & devices")
        os.mkdir(folder)
        shutil.move(self.file, folder)
        editor = self.open(os.path.join(folder, "sample.xml"))
        editor.keys("ctrl+e")
        editor.find(folder)
        editor.press("_Export 3 Files")
        editor.find("3 files exported")
        self.assertTrue(read(os.path.join(folder, "sample.pdf")).startswith(b"%PDF-"))
        self.assertTrue(read(os.path.join(folder, "sample.html")).startswith(b"<!DOCTYPE html>"))
        self.assertIn(b"indications", read(os.path.join(folder, "sample.rules.json")))

    def test_save_beside_another_program(self):
        for answer, kept in (("_Keep Mine", True), ("_Take the File", False)):
            shutil.copy(SAMPLE, self.file)
            editor = self.open()
            editor.type("Mine ")
            self.wait_for_text(editor, "Mine ")
            with open(self.file, "ab") as file:
                file.write(b"<!-- theirs -->\n")
            editor.keys("ctrl+s")
            editor.find("The file was changed by another program")
            editor.press(answer)
            if kept:
                wait_for("my word in the file", lambda: b"Mine " in read(self.file))
            else:
                wait_for("their text", lambda: "Mine " not in editor.text(SUMMARY))
                self.assertIn(b"theirs", read(self.file))
            editor.kill()

    def test_typing_after_the_last_finding(self):
        editor = self.open()
        editor.keys("alt+5")
        evidence = "Text of Position on Qalsody"
        wait_for("the keyboard in the evidence", lambda: editor.is_focused(evidence))
        editor.keys("ctrl+End")
        editor.type(" Hindmost")
        wait_for("the word in the text", lambda: " Hindmost" in editor.text(evidence))
        editor.keys("Return")
        editor.type("Beyond")
        editor.keys("ctrl+s")
        wait_for("both findings in the file", lambda: b" Hindmost" in read(self.file) and b">Beyond</p>" in read(self.file))

    def test_unreadable(self):
        with open(self.file, "wb") as file:
            file.write(b"<?xml version='1.0'?>\n<guideline xmlns='urn:precept:guideline:1'>\n<metadata>")
        editor = Editor(self.file)
        self.editors.append(editor)
        editor.find("“sample.xml” can’t be opened")


if __name__ == "__main__":
    unittest.main(verbosity=2)
