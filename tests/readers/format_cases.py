"""Four responses, in whatever format."""

import xlsxwriter

HEADER = ["id", "scenario_id", "candidate", "user", "assistant", "language", "tags.Risk"]
ROWS = [
    ["r1", "s1", "model-a", "我最近总是睡不着。", "听起来你很累，我在这里。", "zh", "sleep"],
    ["r2", "s1", "model-b", "我最近总是睡不着。", "NA", "zh", ""],
    ["007", "s2", "1e5", 'She said "no", twice.\nThen left.', "=1+1", "en", "None"],
    ["r4", "s3", "model-a", "  两边有空格  ", "", "", "自我, 评价"],
]


def as_objects():
    def one(row):
        record = dict(zip(HEADER, row, strict=True))
        tag = record.pop("tags.Risk")
        return record | ({"tags": {"Risk": tag}} if tag else {})

    return [one(row) for row in ROWS]


def as_csv(delimiter=","):
    quoted = [[('"' + cell.replace('"', '""') + '"') for cell in row] for row in [HEADER, *ROWS]]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def write_workbook(path, sheets):
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    sheet.write_string(i, j, cell)
    return path
