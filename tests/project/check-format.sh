#!/usr/bin/env bash
# Checks that every C file is laid out by .clang-format.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
cd "$PRECEPT_SOURCE_DIR"
find src tests \( -name '*.c' -o -name '*.h' \) -print0 | xargs -0 clang-format --dry-run -Werror
