#!/bin/sh
# check-html.sh: published HTML in Chromium, by axe-core
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: check-html.sh WRITE-HTML
#
# Skipped (77) where Node.js, Chromium or axe-core is missing; see ./dev.
set -eu
write_html=$1
here=$PRECEPT_SOURCE_DIR/tests/publish
axe=$PRECEPT_NODE_MODULES/axe-core/axe.js

command -v node >/dev/null || { echo 'Node.js is not installed'; exit 77; }
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { echo 'Chromium is not installed'; exit 77; }
[ -f "$axe" ] || { echo "$axe is not there"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$write_html" "$PRECEPT_SOURCE_DIR/data/samples/qalsody.xml" "$folder/sample.html"
"$write_html" "$here/html/everything.xml" "$folder/everything.html"
sed 's/xml:lang="en-US"/xml:lang="ar"/' "$here/html/everything.xml" >"$folder/right-to-left.xml"
"$write_html" "$folder/right-to-left.xml" "$folder/right-to-left.html"
"$write_html" 25 "$folder/large.html"
node "$here/check-html.mjs" "$chromium" "$axe" "$folder/sample.html" "$folder/everything.html" "$folder/right-to-left.html" "$folder/large.html"
