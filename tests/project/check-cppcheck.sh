#!/usr/bin/env bash
# Looks for faults that the compiler does not see.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
cd "$PRECEPT_SOURCE_DIR"
# normalCheckLevelMaxBranches and the like are notes of the tool about itself.
cppcheck --quiet --std=c11 --library=gtk --inline-suppr --error-exitcode=1 \
  --enable=warning,portability --suppress=unknownMacro --suppress=nullPointerRedundantCheck \
  -j 2 src
