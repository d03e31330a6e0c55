#!/usr/bin/env bash
# Checks that no C file has grown to two: the limit is 800 lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
cd "$PRECEPT_SOURCE_DIR"
find src -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 800 { print $2 " has " $1 " lines: split it by subject"; bad = 1 } END { exit bad }'
