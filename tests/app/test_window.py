#!/usr/bin/python3
"""The window as a user meets it: outline, palette, search, source, files, and a name for every control.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import shutil
import stat
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from editor_driver import Atspi, Editor, wait_for  # noqa: E402

SAMPLE = os.path.join(os.environ["PRECEPT_SOURCE_DIR"], "data/samples/qalsody.xml")
SUMMARY = "Text of Summary"
# What a person acts on. Roles are compared as integers: the enumeration of gi lacks some.
CONTROLS = {int(role) for role in (
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON, Atspi.Role.COMBO_BOX,
    Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.SPIN_BUTTON, Atspi.Role.SLIDER, Atspi.Role.LINK, Atspi.Role.DOCUMENT_TEXT)}


def read(path):
    with open(path, "rb") as file:
        return file.read()


class WindowTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.file = os.path.join(self.folder, "sample.xml")
        shutil.copy(SAMPLE, self.file)
        self.editors = []

    def tearDown(self):
        for editor in self.editors:
            editor.kill()
        shutil.rmtree(self.folder)
        # What one test left behind after a crash is nothing to the next.
        shutil.rmtree(os.path.expanduser("~/.local/state/precept"), ignore_errors=True)

    def open(self):
        editor = Editor(self.file)
        self.editors.append(editor)
        wait_for("the keyboard in the text", lambda: editor.is_focused(SUMMARY))
        return editor

    def save(self, editor, words):
        editor.keys("ctrl+s")
        wait_for(f"“{words}” in the file", lambda: re.search(words, read(self.file), re.S))

    def test_palette_find_and_replace(self):
        original = read(self.file)
        editor = self.open()
        editor.keys("ctrl+k")
        editor.find("Go to a part")
        editor.type("revision")
        editor.keys("Return")
        wait_for("the history", lambda: editor.has("Revision history") and not editor.is_focused(SUMMARY))
        editor.keys("shift+F5")
        wait_for("where it was", lambda: editor.is_focused(SUMMARY))

        editor.keys("ctrl+h")
        editor.find("Find in the guideline", "text")
        editor.type("tofersen")
        wait_for("the places", lambda: any(re.fullmatch(r"\d+ of \d+", node.name or "") for node, _ in editor.walk_with_paths()))
        editor.find("Replace with", "text")
        editor.keys("alt+a")
        editor.find("Replaced in ")
        self.save(editor, b"<generic></generic>|<generic/>")
        self.assertIn(b'id="tofersen"', read(self.file))
        editor.keys("Escape", "ctrl+z")
        editor.keys("ctrl+s")
        wait_for("the same bytes", lambda: read(self.file) == original)

    def test_outline(self):
        original = read(self.file)
        editor = self.open()
        editor.keys("F6", "F6", "F6")
        editor.keys("alt+Down")
        self.save(editor, rb"<definitions.*<summary")
        editor.keys("alt+Up")
        editor.keys("ctrl+s")
        wait_for("the same bytes", lambda: read(self.file) == original)
        editor.keys("F2")
        editor.find("New name", "text")
        editor.keys("ctrl+a")
        editor.type("In short")
        editor.keys("Return")
        self.save(editor, rb"<title>In short</title>")
        editor.keys("Delete")
        editor.find("“In short” was removed")
        self.save(editor, rb"</disclaimer>\s*<definitions")

    def test_source_leaves_a_faulty_text_alone(self):
        original = read(self.file)
        editor = self.open()
        editor.keys("ctrl+alt+u")
        editor.find("The format is right")
        editor.focus_window()
        editor.keys("alt+e")
        wait_for("the keyboard in the source", lambda: editor.is_focused("Source of the guideline"))
        editor.keys("ctrl+Home")
        editor.type("<")
        editor.find("Line 1")
        self.assertEqual(read(self.file), original)

    def test_read_only(self):
        os.chmod(self.file, stat.S_IRUSR)
        original = read(self.file)
        editor = self.open()
        editor.find("This file is read-only")
        editor.type("Kept ")
        editor.keys("ctrl+s")
        editor.find("The file is read-only")
        self.assertEqual(read(self.file), original)

    def test_import_survives_a_crash(self):
        text = os.path.join(self.folder, "plain.txt")
        with open(text, "w", encoding="utf-8") as file:
            file.write("Summary\nA sentence that is in no guideline yet.\n")
        editor = Editor(text)
        self.editors.append(editor)
        editor.find(SUMMARY)
        editor.kill()
        again = Editor(self.file)
        self.editors.append(again)
        again.find("Recovered after Precept ended")
        self.assertTrue(again.has(SUMMARY))

    def test_every_control_has_a_name(self):
        editor = self.open()
        nameless = set()
        editor.keys("ctrl+h")
        for part in range(1, 11):
            editor.keys(f"alt+{part}" if part < 10 else "alt+1")
            editor.find("Page ")
            for node, path in editor.walk_with_paths():
                # A button that opens a menu is inside the widget that has its name.
                if int(node.get_role()) in CONTROLS and not node.name and not node.get_parent().name:
                    nameless.add(f"part {part}: {path}")
        self.assertEqual(sorted(nameless), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
