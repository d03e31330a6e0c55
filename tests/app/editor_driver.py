"""Drives the editor as an assistive program does: by AT-SPI and the keyboard.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import signal
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib, Gio  # noqa: E402

Atspi.init()
BUTTONS = ("push button", "button")  # as older and newer releases call them
PATIENCE = float(os.environ.get("PRECEPT_UI_PATIENCE", "40"))


def pump(seconds=0.02):
    """Lets libatspi take in what the program said."""
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while context.pending():
            context.iteration(False)
        time.sleep(0.005)


def wait_for(what, condition, patience=None):
    """Asks again until condition gives something true; fails after a while."""
    end = time.monotonic() + (patience or PATIENCE)
    while True:
        pump()
        try:
            found = condition()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.03)


def is_name_free():
    """Whether no program has our name on the bus: one that was killed may hold it a moment longer,
    and the next would hand its files to it and end."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    answer = bus.call_sync(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
        GLib.Variant("(s)", ("io.github.precept.Precept",)), None, Gio.DBusCallFlags.NONE, -1)
    return not answer.unpack()[0]


class Editor:
    """A running precept-editor with one file."""

    def __init__(self, *files):
        build = os.environ["PRECEPT_BUILD_DIR"]
        wait_for("the program before to have left the bus", is_name_free)
        self.process = subprocess.Popen([os.path.join(build, "src/app/precept-editor"), *files])
        self.root = wait_for("the program", self._find_program)
        self.window = self._wait_for_window()

    def _find_program(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the program ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def _wait_for_window(self):
        def find():
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                capture_output=True, text=True, check=False).stdout.split()
            return found[-1] if found else None
        window = wait_for("the window", find)
        subprocess.run(["xdotool", "windowfocus", window], check=False)
        return window

    def focus_window(self):
        """Gives the keyboard back to the window after a dialog: there is no window manager to do it."""
        self.window = self._wait_for_window()

    def _walk(self, node):
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child:
                yield from self._walk(child)

    def walk_with_paths(self):
        """Every node, and the roles and names on the way to it."""
        self.root.clear_cache()
        left = [(self.root, "")]
        while left:
            node, path = left.pop()
            path = f"{path}/{node.get_role_name()} “{node.name or ''}”"
            yield node, path
            left.extend((child, path) for child in (node.get_child_at_index(i) for i in range(node.get_child_count())) if child)

    def find(self, name, *roles):
        def look():
            self.root.clear_cache()
            for node in self._walk(self.root):
                if (node.name or "").startswith(name) and (not roles or node.get_role_name() in roles):
                    return node
            return None
        return wait_for(f"“{name}”", look)

    def has(self, name):
        self.root.clear_cache()
        return any((node.name or "").startswith(name) for node in self._walk(self.root))

    def text(self, name):
        node = self.find(name, "text")
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def is_focused(self, name):
        node = self.find(name, "text")
        node.clear_cache()
        return node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def page_text(self):
        node = self.find("Page ", "document text")
        node.clear_cache()
        return node.get_description()

    def press(self, name):
        node = self.find(name, *BUTTONS)
        for i in range(Atspi.Action.get_n_actions(node)):
            if Atspi.Action.get_action_name(node, i) in ("click", "activate"):
                Atspi.Action.do_action(node, i)
                return
        raise AssertionError(f"“{name}” can't be pressed")

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "15", *keys], check=True)

    def type(self, words):
        subprocess.run(["xdotool", "type", "--delay", "15", words], check=True)

    def wait_until_ended(self):
        wait_for("the end of the program", lambda: self.process.poll() is not None)
        return self.process.returncode

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
