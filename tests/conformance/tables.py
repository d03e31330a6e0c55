"""Rules of tables: what may be where in them, that they are regular, and that each cell has its headers.

ISO 14289-1 7.2 and 7.5, ISO 32000-1 14.8.4.3.4 and 14.8.5.7.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
from typing import NamedTuple

import pikepdf
from pikepdf import Array

from rules import rule

ROW_GROUPS = ("THead", "TBody", "TFoot")


def get_all(document, *types):
    return [element for element in document.tree.elements if element.standard in types]


def get_kid_types(element):
    return [kid.standard for kid in element.visible_kids]


class Grid(NamedTuple):
    cells: dict  # (row, column): element
    n_rows: int
    n_columns: int
    overlaps: list  # elements
    beyond: list  # elements that reach below the last row
    places: list  # (row, column, rows, columns, element)


def get_span(cell, key):
    value = cell.get_attribute("Table", key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else 1


def get_rows(table):
    rows = []
    for kid in table.visible_kids:
        if kid.standard == "TR":
            rows.append(kid)
        elif kid.standard in ROW_GROUPS:
            rows += [row for row in kid.visible_kids if row.standard == "TR"]
    return rows


@functools.lru_cache(maxsize=None)
def make_grid(table):
    cells, overlaps, beyond, places = {}, [], [], []
    rows = get_rows(table)
    for row, element in enumerate(rows):
        column = 0
        for cell in element.visible_kids:
            if cell.standard not in ("TH", "TD"):
                continue
            while (row, column) in cells:
                column += 1
            height, width = get_span(cell, "RowSpan"), get_span(cell, "ColSpan")
            if row + height > len(rows):
                beyond.append(cell)
            places.append((row, column, height, width, cell))
            for each in [(row + i, column + j) for i in range(height) for j in range(width)]:
                if each in cells:
                    overlaps.append(cell)
                cells.setdefault(each, cell)
            column += width
    n_columns = max((column + 1 for _, column in cells), default=0)
    return Grid(cells, len(rows), n_columns, overlaps, beyond, places)


# -- what is where -------------------------------------------------------------------------------------------------------


@rule("ISO 14289-1 7.2", "a table holds rows, row groups and a caption only")
def table_kids(document):
    for table in get_all(document, "Table"):
        for kid in table.visible_kids:
            if kid.standard not in ROW_GROUPS + ("TR", "Caption"):
                yield kid.where, "may not be in a table"
        if not get_rows(table):
            yield table.where, "has no rows"


@rule("ISO 14289-1 7.2", "a table has at most one caption, first or last")
def table_caption(document):
    for table in get_all(document, "Table"):
        kinds = get_kid_types(table)
        if kinds.count("Caption") > 1:
            yield table.where, "has more than one Caption"
        elif "Caption" in kinds[1:-1]:
            yield table.where, "its Caption is neither first nor last"


@rule("ISO 14289-1 7.2", "rows are in a table or a row group")
def row_parents(document):
    for row in get_all(document, "TR"):
        if row.visible_parent is None or row.visible_parent.standard not in ROW_GROUPS + ("Table",):
            yield row.where, "is not in a table"


@rule("ISO 14289-1 7.2", "row groups are in a table")
def row_group_parents(document):
    for group in get_all(document, *ROW_GROUPS):
        if group.visible_parent is None or group.visible_parent.standard != "Table":
            yield group.where, "is not in a table"


@rule("ISO 14289-1 7.2", "row groups hold rows only")
def row_group_kids(document):
    for group in get_all(document, *ROW_GROUPS):
        for kid in group.visible_kids:
            if kid.standard != "TR":
                yield kid.where, f"may not be in {group.standard}"


@rule("ISO 14289-1 7.2", "cells are in a row")
def cell_parents(document):
    for cell in get_all(document, "TH", "TD"):
        if cell.visible_parent is None or cell.visible_parent.standard != "TR":
            yield cell.where, "is not in a row"


@rule("ISO 14289-1 7.2", "rows hold cells only")
def row_kids(document):
    for row in get_all(document, "TR"):
        for kid in row.visible_kids:
            if kid.standard not in ("TH", "TD"):
                yield kid.where, "may not be in a row"


@rule("ISO 14289-1 7.2", "a table has at most one THead and one TFoot, and then a TBody")
def row_groups(document):
    for table in get_all(document, "Table"):
        kinds = get_kid_types(table)
        for kind in ("THead", "TFoot"):
            if kinds.count(kind) > 1:
                yield table.where, f"has more than one {kind}"
            if kind in kinds and "TBody" not in kinds:
                yield table.where, f"has {kind}, but no TBody"


# -- regularity ----------------------------------------------------------------------------------------------------------


@rule("ISO 32000-1 14.8.5.7", "RowSpan and ColSpan are numbers from 1")
def spans(document):
    for cell in get_all(document, "TH", "TD"):
        for key in ("RowSpan", "ColSpan"):
            value = cell.get_attribute("Table", key)
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
                yield cell.where, f"{key} is {value!r}"


@rule("ISO 14289-1 7.2", "cells don't overlap")
def cells_apart(document):
    for table in get_all(document, "Table"):
        for cell in make_grid(table).overlaps:
            yield cell.where, "lies over another cell"


@rule("ISO 14289-1 7.2", "all rows of a table have the same number of columns")
def rows_equal(document):
    for table in get_all(document, "Table"):
        grid = make_grid(table)
        for row in range(grid.n_rows):
            missing = [column for column in range(grid.n_columns) if (row, column) not in grid.cells]
            if missing:
                yield table.where, f"row {row + 1} has {grid.n_columns - len(missing)} of {grid.n_columns} columns"


@rule("ISO 14289-1 7.2", "cells don't reach below the last row, nor out of their row group")
def columns_equal(document):
    for table in get_all(document, "Table"):
        for cell in make_grid(table).beyond:
            yield cell.where, "reaches below the last row of its table"
        last = 0
        for group in table.visible_kids:
            rows = [group] if group.standard == "TR" else group.visible_kids if group.standard in ROW_GROUPS else []
            first, last = last, last + len(rows)
            for row, _, height, _, cell in make_grid(table).places:
                if group.standard in ROW_GROUPS and first <= row < last < row + height <= make_grid(table).n_rows:
                    yield cell.where, f"reaches out of its {group.standard}"


# -- headers -------------------------------------------------------------------------------------------------------------


@rule("ISO 14289-1 7.5", "header cells have a Scope")
def header_scope(document):
    for cell in get_all(document, "TH"):
        if cell.get_attribute("Table", "Scope") is None:
            yield cell.where, "has no Scope"


def get_headers(cell):
    value = cell.get_attribute("Table", "Headers")
    return [bytes(each) for each in value if isinstance(each, pikepdf.String)] if isinstance(value, Array) else []


def has_header(grid, row, column, height, width):
    """Whether a header cell above or before the cell is meant for it."""
    above = [(r, c) for c in range(column, column + width) for r in range(row - 1, -1, -1)]
    before = [(r, c) for r in range(row, row + height) for c in range(column - 1, -1, -1)]
    for places, scope in ((above, "/Column"), (before, "/Row")):
        for place in places:
            cell = grid.cells.get(place)
            if cell is not None and cell.standard == "TH" and cell.get_attribute("Table", "Scope") in (scope, "/Both"):
                return True
    return False


@rule("ISO 14289-1 7.5", "in a table with header cells each other cell that says something has one, by Scope or Headers")
def cells_have_headers(document):
    for table in get_all(document, "Table"):
        grid = make_grid(table)
        if not any(place[4].standard == "TH" for place in grid.places):
            continue
        for row, column, height, width, cell in grid.places:
            if cell.standard == "TD" and cell.kids and not get_headers(cell) and not has_header(grid, row, column, height, width):
                yield cell.where, "no header cell is meant for it"


@rule("ISO 14289-1 7.5", "Headers name header cells of the same table")
def headers_exist(document):
    for table in get_all(document, "Table"):
        cells = [place[4] for place in make_grid(table).places]
        ids = {bytes(cell.obj.ID) for cell in cells if cell.standard == "TH" and isinstance(cell.obj.get("/ID"), pikepdf.String)}
        for cell in cells:
            for header in get_headers(cell):
                if header not in ids:
                    yield cell.where, f"Headers has {header!r}, which is no header cell of its table"
