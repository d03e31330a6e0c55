#!/usr/bin/env bash
# run-ui-test.sh: runs a test of the editor on a screen and a bus of its own
#
# Usage: run-ui-test.sh BUS.conf COMMAND…
#
# The bus can start the accessibility service and nothing else: the stock one starts
# desktop portals, for which the window then waits.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

bus=$1
shift
for program in xvfb-run dbus-run-session xdotool; do
  if ! command -v "$program" >/dev/null; then
    echo "$program is not installed" >&2
    exit 77
  fi
done

XDG_RUNTIME_DIR=$(mktemp -d)
export XDG_RUNTIME_DIR
chmod 700 "$XDG_RUNTIME_DIR"
trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
export HOME=$XDG_RUNTIME_DIR/home
mkdir -p "$HOME"
unset XDG_STATE_HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS
export GTK_A11Y=atspi GDK_BACKEND=x11 GSK_RENDERER=cairo GSETTINGS_BACKEND=memory LC_ALL=C.UTF-8
export GTK_IM_MODULE=gtk-im-context-simple GTK_USE_PORTAL=0 G_DEBUG=gc-friendly
# What GTK keeps until the process ends is not ours to free.
export ASAN_OPTIONS=detect_leaks=0

xvfb-run -a -s "-screen 0 1600x1000x24 -nolisten tcp" dbus-run-session --config-file="$bus" -- "$@"
