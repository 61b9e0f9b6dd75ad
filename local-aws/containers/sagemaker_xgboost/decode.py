"""Request bodies → DMatrix, as float64 that XGBoost rounds to float32."""
import csv as _csv

import numpy
import xgboost


def _text(payload):
    return (payload.decode("utf-8") if isinstance(payload, (bytes, bytearray)) else payload).strip()


def csv(payload):
    """Rows of numbers; an empty cell is missing. Raises what numpy raises on text and on ragged rows."""
    text = _text(payload)
    sniffed = _csv.Sniffer().sniff(text.split("\n", 1)[0][:512]).delimiter
    delimiter = "," if sniffed.isalnum() else sniffed
    lines = text.split("\n")
    width = lines[0].count(delimiter)
    if all(line.count(delimiter) == width for line in lines):
        cells = text.replace("\n", delimiter).split(delimiter)
        try:
            values = numpy.array([float(cell or "nan") for cell in cells]).reshape(len(lines), width + 1)
            return xgboost.DMatrix(values)
        except ValueError:
            pass  # let numpy say what is wrong, in the image's words
    rows = [["nan" if cell == "" else cell for cell in line.split(delimiter)] for line in lines]
    return xgboost.DMatrix(numpy.array(rows).astype(float))


def libsvm(payload, one_based=False):
    """`index:value` items; labels are ignored. With `one_based`, indices that start at 1 are shifted."""
    from scipy.sparse import csr_matrix

    rows, columns, values = [], [], []
    for number, line in enumerate(_text(payload).split("\n")):
        for item in line.split(" "):
            if ":" in item:
                column, value = item.split(":")[:2]
                rows.append(number)
                columns.append(column)
                values.append(value)
    columns = numpy.array(columns).astype(int)
    if one_based and columns.min() > 0:
        columns = columns - 1
    return xgboost.DMatrix(csr_matrix((numpy.array(values).astype(float), (numpy.array(rows), columns))))
