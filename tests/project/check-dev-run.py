#!/usr/bin/python3
# Drives "./dev run" of a copy of the project's folder in which everything is built already.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
sys.path.append(str(SOURCE / "tests"))
from keep_pdfs import keep_pdfs  # noqa: E402

BUILD = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"])
SAMPLE = SOURCE / "data/samples/qalsody.xml"
TEXT = "Xampline (exemplumab)\n\nSummary\n\nXampline is a drug.\n"


class Run(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="precept-dev-")
        self.addCleanup(folder.cleanup)
        self.addCleanup(keep_pdfs, folder.name, self.id().split(".", 1)[-1])
        self.root = pathlib.Path(folder.name) / "the project"
        self.user = pathlib.Path(folder.name) / "a user"
        self.commands = pathlib.Path(folder.name) / "commands"
        for path in (self.root / "build/src/cli", self.root / "data/samples", self.user, self.commands):
            path.mkdir(parents=True)
        shutil.copy(SOURCE / "dev", self.root)
        shutil.copy(SAMPLE, self.root / "data/samples")
        (self.root / "build/build.ninja").touch()
        (self.root / "build/src/cli/precept").symlink_to(BUILD / "src/cli/precept")
        self.write_command("ninja", "exit 0")
        self.write_command("dpkg-query", 'echo "install ok installed"')

    def write_command(self, name, line):
        path = self.commands / name
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def write(self, name, text=TEXT):
        path = self.user / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text) if isinstance(text, str) else path.write_bytes(text)
        return path

    def run_dev(self, *arguments, status=0):
        """Runs it from the user's folder; returns all that it said."""
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment["PATH"] = f"{self.commands}:{environment['PATH']}"
        done = subprocess.run([self.root / "dev", "run", *arguments], cwd=self.user, env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=100)
        self.assertEqual(done.returncode, status, done.stdout)
        return done.stdout

    def outputs(self):
        return {path.name for path in (self.root / "out").iterdir()}

    def test_sample(self):
        out = self.run_dev()
        self.assertIn("The editor was not opened", out)
        self.assertEqual(self.outputs(), {"qalsody.pdf", "qalsody.html", "qalsody.rules.json", "qalsody.fhir.json"})

    def test_names_are_of_the_users_folder(self):
        self.write("my policy.txt")
        out = self.run_dev("my policy.txt")
        self.assertIn(f"The guideline:  {self.root.resolve()}/out/my policy.xml", out)
        self.write("a.b/policy")
        self.run_dev("a.b/policy")
        self.write("-x.txt")
        self.run_dev("-x.txt")
        stems = ("my policy", "policy", "-x")
        self.assertEqual(self.outputs(), {stem + ending for stem in stems for ending in (".xml", ".pdf", ".html", ".rules.json", ".fhir.json")})
        self.write("mine.xml", SAMPLE.read_bytes())
        self.assertIn(f"The guideline:  {self.user}/mine.xml", self.run_dev("mine.xml"))

    def test_again_keeps_edits(self):
        self.write("policy.txt")
        self.run_dev("policy.txt")
        self.run_dev("policy.txt")
        self.assertNotIn("policy-2.xml", self.outputs())
        edited = self.root / "out/policy.xml"
        edited.write_text(edited.read_text().replace("is a drug", "is an edited drug"))
        out = self.run_dev("policy.txt")
        self.assertIn("out/policy.xml is there already and differs", out)
        self.assertIn("edited", edited.read_text())
        self.assertIn("policy-2.pdf", self.outputs())

    def test_guideline_of_another_encoding(self):
        text = SAMPLE.read_text().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        self.write("wide.xml", text.encode("utf-16"))
        self.run_dev("wide.xml")
        self.assertEqual(self.outputs(), {"wide.pdf", "wide.html", "wide.rules.json", "wide.fhir.json"})

    def test_what_can_not_be_used(self):
        self.assertIn("there is no such file", self.run_dev("missing.xml", status=2))
        self.assertIn("this is a folder", self.run_dev(".", status=2))
        self.assertIn("one file", self.run_dev("a", "b", status=2))
        self.write("cut.xml", SAMPLE.read_bytes()[:900])
        self.assertIn("undamaged copy", self.run_dev("cut.xml", status=2))
        self.write("other.xml", '<guideline xmlns="urn:other"/>')
        self.assertIn("urn:other", self.run_dev("other.xml", status=2))
        self.write("empty.txt", "")
        self.assertIn("empty", self.run_dev("empty.txt", status=2))


if __name__ == "__main__":
    unittest.main(verbosity=2)
