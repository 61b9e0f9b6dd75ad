"""Channels → DMatrix, through XGBoost's own text reader, with the checks that the image makes first."""
import csv
import os

import xgboost

from toolkit import job, log
from toolkit.errors import UserError

MAX_DEPTH = 3


def size(path):
    """Bytes of all files below `path`, 0 when it does not exist."""
    if not os.path.exists(path):
        log.info("Path %s does not exist!" % path)
        return 0
    total = 0
    for root, _, files in os.walk(path):
        for name in files:
            if name.startswith("."):
                raise UserError("Hidden file found in the data path! Remove that before training.")
            total += os.path.getsize(os.path.join(root, name))
    return total


def _files(path, depth=1):
    """Files with content at most three folders deep, sorted: XGBoost on AWS takes them in the directory's own, arbitrary order."""
    found = []
    for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
        if entry.is_dir():
            if depth == MAX_DEPTH:
                log.warning(
                    "The depth of folder %s exceed the limit %d. Files in deeper sub dirs won't be loaded."
                    " Please adjust the folder structure accordingly." % (path, MAX_DEPTH)
                )
            else:
                found += _files(entry.path, depth + 1)
        elif entry.stat().st_size > 0:
            found.append(entry.path)
    return found


def delimiter(line):
    try:
        found = csv.Sniffer().sniff(line).delimiter
    except csv.Error as error:
        raise UserError("Could not determine delimiter on line %s:\n%s" % (line[:50], error))
    log.info("Determined delimiter of CSV input is '%s'" % found)
    return found


def _first_line(path):
    with open(path, errors="ignore") as file:
        return file.readline()


def _is_libsvm_label(text):
    parts = text.split(":")
    try:
        return len(parts) <= 2 and [float(part) for part in parts] is not None
    except ValueError:
        return False


def _check_libsvm(path):
    with open(path, errors="ignore") as file:
        for line in file:
            words = line.split(" ")
            if not _is_libsvm_label(words[0]):
                log.error("%s does not follow LIBSVM label format <label>(:<weight>)." % words[0])
            if not _is_libsvm_label(words[0]) or any(":" not in word for word in words[1:]):
                raise UserError(
                    "First line '%s...' of file '%s' is not 'LIBSVM' format. "
                    "Please ensure the file is in 'LIBSVM' format." % (line[:50], os.path.basename(path))
                )
            if len(words) > 2:
                return
    log.warning("File %s is not an invalid LIBSVM file but has no features. Accepting simple validation." % os.path.basename(path))


def check_format(path, kind):
    """The image's look at each file's first line."""
    for file in _files(path):
        if os.path.basename(file).startswith("_"):
            continue
        if kind == "csv":
            delimiter(_first_line(file))
        elif kind == "libsvm":
            _check_libsvm(file)


def _staged(files):
    """Short relative names without characters that mean something in XGBoost's file addresses."""
    folder = os.path.join(job.SCRATCH, "channels")
    os.makedirs(folder, exist_ok=True)
    names = []
    for file in files:
        name = os.path.join(folder, "%d" % len(os.listdir(folder)))
        os.symlink(os.path.abspath(file), name)
        names.append(os.path.relpath(name))
    return ";".join(names)


def matrix(paths, kind, csv_weights=0):
    """One DMatrix of all files below `paths`, or None when there is no data."""
    files = [file for path in paths for file in _files(path)]
    if not files:
        return None
    if kind == "csv":
        options = "?format=csv&label_column=0&delimiter=" + delimiter(_first_line(files[0]))
        if csv_weights == 1:
            options += "&weight_column=1"
    elif kind == "libsvm":
        options = "?format=libsvm"
    else:
        raise UserError("Content type %s is not supported on the laptop: write text/csv or text/libsvm." % kind)
    try:
        result = xgboost.DMatrix(_staged(files) + options)
    except xgboost.core.XGBoostError as error:
        raise UserError("Failed to load %s data with exception:\n%s" % (kind, error))
    if result.get_label().size == 0:
        raise UserError(
            "Got input data without labels. Please check the input data set. "
            "If training job is running on multiple instances, please switch "
            "to using single instance if number of records in the data set "
            "is less than number of workers (16 * number of instance) in the cluster."
        )
    return result


def warn_of_duplicates(train, validation):
    """Same name and size in both channels: probably the same data."""
    for name in sorted(set(os.listdir(train)) & set(os.listdir(validation))):
        one, other = os.path.join(train, name), os.path.join(validation, name)
        if os.path.isfile(one) and os.path.isfile(other) and os.path.getsize(one) == os.path.getsize(other):
            log.warning(
                "Suspected identical files found. (%s and %swith same size %d bytes)."
                " Note: Duplicate data in the training set and validation set is usually"
                " not intentional and can impair the validity of the model evaluation by"
                " the validation score." % (one, other, os.path.getsize(one))
            )
