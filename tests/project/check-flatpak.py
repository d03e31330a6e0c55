#!/usr/bin/python3
"""The manifest of the Flatpak: what it names is there, what it fetches is pinned, and it may do no more than it must.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import sys

ID = "io.github.precept.Precept"
# A window, and a fast one. Files come by the file chooser's portal, and nothing needs the network.
ALLOWED = {"--share=ipc", "--socket=fallback-x11", "--socket=wayland", "--device=dri"}

source = os.environ["PRECEPT_SOURCE_DIR"]
faults = []
with open(os.path.join(source, "flatpak", ID + ".json"), encoding="utf-8") as file:
    manifest = json.load(file)

for key, value in {"id": ID, "runtime": "org.gnome.Platform", "sdk": "org.gnome.Sdk", "command": "precept-editor"}.items():
    if manifest.get(key) != value:
        faults.append(f"{key} is {manifest.get(key)!r} and should be {value!r}")
if not manifest.get("runtime-version", "").isdigit():
    faults.append("runtime-version should name a release of GNOME")
for permission in set(manifest["finish-args"]) - ALLOWED:
    faults.append(f"the permission {permission} is more than the program needs")
for module in manifest["modules"]:
    for place in module["sources"]:
        if place["type"] == "dir":
            folder = os.path.join(source, "flatpak", place["path"])
            if not os.path.exists(os.path.join(folder, "meson.build")):
                faults.append(f"{module['name']}: there is no {place['path']}/meson.build")
        elif not place["url"].startswith("https://") or len(place.get("sha256", "")) != 64:
            faults.append(f"{module['name']}: {place['url']} needs https and a sha256")
if manifest["modules"][-1]["name"] != "precept":
    faults.append("the last module should be the program")

for fault in faults:
    print("flatpak/" + ID + ".json: " + fault)
sys.exit(bool(faults))
