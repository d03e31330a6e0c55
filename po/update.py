#!/usr/bin/python3
"""Brings the translations up to date with the sources: POTFILES, and the entries of each language.

    po/update.py           writes POTFILES, merges new and changed words into each LANG.po
    po/update.py --check   changes nothing; says what is not up to date or not translated, and fails

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PO = os.path.join(ROOT, "po")
FOLDERS = ("data/app", "data/schema", "src", "ui")
MARKED = re.compile(r'(?<![A-Za-z_])(?:N?_|N?C_|ngettext|g_dngettext) \(\s*(?:GETTEXT_PACKAGE,\s*)?"')
# Of the preset "glib" of meson, which makes the files that are installed.
KEYWORDS = [
    "--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
    "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
    "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format", "--flag=g_strdup_printf:1:c-format",
    "--flag=g_dngettext:2:pass-c-format", "--flag=g_string_printf:2:c-format", "--flag=g_string_append_printf:2:c-format",
    "--flag=g_set_error:4:c-format",
]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def has_words(path):
    if path.endswith((".c", ".h")):
        return MARKED.search(read(path))
    if path.endswith(".ui"):
        return 'translatable="yes"' in read(path)
    return path.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml", ".mime.xml", "guideline.rng"))


def list_files():
    paths = (os.path.relpath(os.path.join(place, name), ROOT)
             for folder in FOLDERS for place, _, names in os.walk(os.path.join(ROOT, folder)) for name in names)
    return sorted(path for path in paths if has_words(path))


def list_languages():
    with open(os.path.join(PO, "LINGUAS"), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def extract(files, pot):
    # Apart from the grammar, whose annotations only its own rules find.
    plain = [path for path in files if not path.endswith(".rng")]
    subprocess.run(["xgettext", "--package-name=precept", "-o", pot, *KEYWORDS, *plain], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    grammar = [path for path in files if path.endswith(".rng")]
    subprocess.run(["xgettext", "--join-existing", f"--its={PO}/its/guideline.its", "-o", pot, *grammar], cwd=ROOT, check=True)


def count_faults(language, pot):
    """Says which words of a language are missing, and whether they can stand for the original."""
    path = os.path.join(PO, language + ".po")
    if not os.path.exists(path):
        print(f"po/{language}.po is missing: run po/update.py")
        return 1
    faults = 0
    subprocess.run(["msgfmt", "--check", "-o", os.devnull, path], check=True)
    with tempfile.NamedTemporaryFile(suffix=".po") as merged:
        subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged.name, path, pot], check=True)
        for what, option in (("is not translated", "--untranslated"), ("is fuzzy", "--only-fuzzy")):
            left = subprocess.run(["msgattrib", option, "--no-obsolete", merged.name], check=True, capture_output=True, text=True).stdout
            for entry in re.findall(r"^msgid ((?:\".*\"\n?)+)", left, re.M):
                words = "".join(re.findall(r'"(.*)"', entry))
                if words:
                    print(f"po/{language}.po: “{words}” {what}")
                    faults += 1
    return faults


def main():
    check = "--check" in sys.argv[1:]
    files = list_files()
    listed = "# Files with words of the interface; po/update.py writes this list.\n" + "".join(path + "\n" for path in files)
    faults = 0
    if not check:
        with open(os.path.join(PO, "POTFILES"), "w", encoding="utf-8") as file:
            file.write(listed)
    elif read("po/POTFILES") != listed:
        print("po/POTFILES is not up to date: run po/update.py")
        faults += 1
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "precept.pot")
        extract(files, pot)
        for language in list_languages():
            path = os.path.join(PO, language + ".po")
            if check:
                faults += count_faults(language, pot)
            elif os.path.exists(path):
                subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--no-fuzzy-matching", "--no-location", path, pot], check=True)
            else:
                subprocess.run(["msginit", "--no-translator", f"--locale={language}.UTF-8", "-i", pot, "-o", path], check=True, stderr=subprocess.DEVNULL)
            if not check:
                subprocess.run(["msgattrib", "--no-obsolete", "--no-location", "-o", path, path], check=True)
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
