# nightjar-step-runner: 1
"""Runs one step of a pipeline on Spark: AWS Glue 6.0 (Spark 4.1, Python 3.13), or PySpark anywhere.

    run_sql.py --step s3://bucket/runs/…/step.json

The step document names exact input objects, parameters, views and outputs; the SQL is Spark's. Inputs become views, outputs are written
below their location, and a manifest is written last: no manifest, no output. Paths may be s3://, s3a:// or of the local disk. Every failure
is an exception whose name is the contract: SchemaChanged, SourceDamaged, SourceChanged, SourceMissing, OutputInvalid, SqlFailed, StepInvalid.

One file on purpose: a Glue job has one ScriptLocation, and further modules would have to be packed and named in --extra-py-files.
"""

import datetime
import decimal
import functools
import hashlib
import json
import os
import sys
import urllib.parse

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    # INT96, Spark's default, is read by little else.
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.compression.codec": "snappy",
    "spark.sql.sources.partitionOverwriteMode": "static",
}
INTEGERS = ("tinyint", "smallint", "int", "bigint")
CORRUPT = "_corrupt_record"


def failure(name, message):
    """An exception of that name: Glue shows it as `Name: message`."""
    return type(name, (Exception,), {"__module__": "builtins"})(message)


class Storage:
    """Facts about objects, in S3 or on the local disk."""

    def __init__(self, spark):
        self._spark = spark
        self._client = None

    def _s3(self):
        if self._client is None:
            import boto3  # there on Glue; not needed for local paths

            self._client = boto3.client("s3")
        return self._client

    @staticmethod
    def split(uri):
        parts = urllib.parse.urlparse(uri)
        if parts.scheme in ("s3", "s3a", "s3n"):
            return parts.netloc, parts.path.lstrip("/")
        return None, parts.path if parts.scheme == "file" else uri

    def read(self, uri):
        bucket, key = self.split(uri)
        if bucket is None:
            with open(key, "rb") as file:
                return file.read()
        return self._s3().get_object(Bucket=bucket, Key=key)["Body"].read()

    def write(self, uri, body):
        bucket, key = self.split(uri)
        if bucket is not None:
            self._s3().put_object(Bucket=bucket, Key=key, Body=body)
            return
        os.makedirs(os.path.dirname(key), exist_ok=True)
        with open(key + ".part", "wb") as file:
            file.write(body)
        os.replace(key + ".part", key)

    def facts(self, uri):
        bucket, key = self.split(uri)
        try:
            if bucket is not None:
                head = self._s3().head_object(Bucket=bucket, Key=key)
                found = {"uri": uri, "size": head["ContentLength"], "etag": head["ETag"].strip('"')}
                if head.get("VersionId"):
                    found["versionId"] = head["VersionId"]
                return found
            digest = hashlib.md5(usedforsecurity=False)
            with open(key, "rb") as file:
                for block in iter(lambda: file.read(1 << 20), b""):
                    digest.update(block)
            return {"uri": uri, "size": os.path.getsize(key), "etag": digest.hexdigest()}
        except Exception as error:
            raise failure("SourceMissing", f"{uri} is not there: {error}") from error

    def written(self, location):
        """The data files below a location, with their hashes, by name."""
        frame = self._spark.read.format("binaryFile").option("pathGlobFilter", "part-*").load(location)
        rows = frame.select("path", F.sha2("content", 256).alias("sha256")).collect()
        files = []
        for row in sorted(rows, key=lambda each: each.path):
            uri = location + os.path.basename(urllib.parse.unquote(row.path))
            files.append({**self.facts(uri), "sha256": row.sha256})
        return files


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def parameter(value, kind):
    """A parameter's plain Python value; Spark binds it."""
    kind = kind.upper()
    if value is None:
        return None
    if kind == "DATE":
        return datetime.date.fromisoformat(str(value))
    if kind.startswith("TIMESTAMP"):
        return datetime.datetime.fromisoformat(str(value))
    if kind.startswith("DECIMAL"):
        return decimal.Decimal(str(value))
    if kind == "DOUBLE":
        return float(value)
    if kind in ("INT", "INTEGER", "BIGINT"):
        return int(value)
    if kind == "BOOLEAN":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if kind == "STRING":
        return str(value)
    raise failure("StepInvalid", f"a parameter of type {kind} is not supported")


class Step:
    def __init__(self, spark, document, storage):
        self.spark = spark
        self.document = document
        self.storage = storage
        self.arguments = {name: parameter(each["value"], each["type"]) for name, each in document.get("parameters", {}).items()}

    def run(self):
        inputs = [self.read(each) for each in self.document["inputs"]]
        for view in self.document.get("views", []):
            frame = self.sql(f"view {view['name']}", view["sql"])
            # Read by several statements: computed once.
            (frame.persist() if view.get("keep") else frame).createOrReplaceTempView(quoted(view["name"]))
        outputs = [self.write(each) for each in self.document["outputs"]]
        manifest = {"version": 1, "step": self.document["name"], "inputs": inputs, "outputs": outputs}
        self.storage.write(self.document["manifest"], (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())

    def sql(self, where, text):
        try:
            return self.spark.sql(text, args=self.arguments) if self.arguments else self.spark.sql(text)
        except PySparkException as error:
            raise failure("SqlInvalid", f"{where}: {error}") from error

    # inputs

    def read(self, source):
        files = [self.storage.facts(uri) for uri in source["files"]]
        for file in files:
            expected = source.get("etags", {}).get(file["uri"])
            if expected is not None and expected.strip('"') != file["etag"]:
                raise failure("SourceChanged", f"{file['uri']} (table {source['name']}) was replaced: expected ETag {expected}, found {file['etag']}")
            version = source.get("versions", {}).get(file["uri"])
            if version is not None and file.get("versionId") not in (None, version):
                raise failure("SourceChanged", f"{file['uri']} (table {source['name']}) was replaced: version {version} is not the newest")
        columns = source["columns"]
        rejected = 0
        if source["format"] == "parquet":
            frame = self.read_parquet(source, files)
        else:
            frame, rejects = (self.read_csv if source["format"] == "csv" else self.read_json)(source, files)
            rejected = rejects.count()
            if source.get("rejects"):
                rejects.createOrReplaceTempView(quoted(source["rejects"]))
            frame = frame.select([F.expr(f"CAST({quoted(c['name'])} AS {c['type']})").alias(c["name"]) for c in columns])
        frame.createOrReplaceTempView(quoted(source["name"]))
        rows = self.counted(f"input {source['name']}", frame)
        print(f"read {rows} rows of {source['name']}" + (f", {rejected} lines rejected" if rejected else ""), flush=True)
        return {"name": source["name"], "rows": rows, "rejected": rejected, "files": files}

    def counted(self, where, frame):
        try:
            return frame.count()
        except Exception as error:
            raise self.failed(where, error) from error

    @staticmethod
    def failed(where, error):
        text = str(error)
        if "EOFException" in text or "ZipException" in text or "Unexpected end of input stream" in text or "incorrect data check" in text:
            return failure("SourceDamaged", f"{where}: a file is damaged: {text.splitlines()[0]}")
        return failure("SqlFailed", f"{where}: {text.splitlines()[0] if text else error!r}")

    def read_parquet(self, source, files):
        columns = source["columns"]
        if not files:
            return self.empty(", ".join(f"{quoted(c['name'])} {c['type']}" for c in columns))
        try:
            frame = self.spark.read.parquet(*[file["uri"] for file in files])
        except PySparkException as error:
            raise failure("SourceDamaged", f"table {source['name']}: {str(error).splitlines()[0]}") from error
        found = {field.name.lower(): field.dataType.simpleString() for field in frame.schema.fields}
        for column in columns:
            expected = StructType.fromDDL(f"c {column['type']}").fields[0].dataType.simpleString()
            had = found.get(column["name"].lower(), "no such column")
            if had != expected:
                raise failure("SchemaChanged", f"table {source['name']}, column {column['name']}: expected {expected}, found {had}")
        names = {column["name"].lower() for column in columns}
        extra = [name for name in found if columns and name not in names]
        if extra:
            raise failure("SchemaChanged", f"table {source['name']}, column {extra[0]}: expected no such column, found {found[extra[0]]}")
        return frame.select([F.col(quoted(column["name"])) for column in columns]) if columns else frame

    @staticmethod
    def name_of(source, file):
        """The object's own name, where a local copy of it is read."""
        return source.get("names", {}).get(file["uri"], file["uri"])

    def lines(self, file):
        """The lines of a text file with their numbers from 1."""
        text = self.spark.read.text(file["uri"]).select(F.col("value").alias("text"), F.monotonically_increasing_id().alias("id"))
        return text.selectExpr("text", "row_number() OVER (ORDER BY id) AS line")

    def read_csv(self, source, files):
        options = {"header": True, "delimiter": ",", "quote": '"', "nullText": "", **source.get("csv", {})}
        names = [column["name"] for column in source["columns"]]
        schema = StructType([StructField(name, StringType()) for name in names] + [StructField(CORRUPT, StringType())])
        frames, rejects = [], []
        for file in files:
            if options["header"]:
                self.check_header(source, file, names, options)
            frame = (
                self.spark.read.schema(schema)
                .option("header", options["header"])
                .option("sep", options["delimiter"])
                .option("quote", options["quote"])
                .option("escape", options["quote"])
                .option("nullValue", options["nullText"])
                .option("emptyValue", "")
                .option("multiLine", True)
                .option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", CORRUPT)
                .csv(file["uri"])
                .cache()
            )
            bad = frame.where(F.col(CORRUPT).isNotNull()).select(F.col(CORRUPT).alias("text")).distinct()
            damaged = frame.where(" OR ".join(f"contains({quoted(name)}, '\\uFFFD')" for name in names))
            try:
                if damaged.limit(1).count() > 0:
                    raise failure("SourceDamaged", f"{file['uri']} (table {source['name']}) is not UTF-8; land the file again in UTF-8")
                if bad.where(f"contains(text, '\\n') AND length(text) - length(replace(text, '{options['quote']}', '')) % 2 = 1").limit(1).count() > 0:
                    raise failure("SourceDamaged", f"{file['uri']} (table {source['name']}) has a quote that never closes")
            except Exception as error:
                raise (error if type(error).__name__ == "SourceDamaged" else self.failed(f"{file['uri']} (table {source['name']})", error)) from error
            reason = F.lit(f"not a row of {len(names)} columns")
            # Numbering the lines reads and sorts the whole file once more: only where there is something to number.
            if bad.limit(1).count() > 0:
                rejects.append(self.lines(file).join(bad, "text").select(F.lit(self.name_of(source, file)).alias("file"), F.col("line").cast("bigint"), "text", reason.alias("reason")))
            good = frame.where(F.col(CORRUPT).isNull()).drop(CORRUPT)
            # An empty cell in quotes and one without are both NULL, as in the other engine.
            frames.append(good.select([F.when(F.col(quoted(name)) == "", None).otherwise(F.col(quoted(name))).alias(name) for name in names]))
        return self.union(frames, StructType(schema.fields[:-1])), self.union(rejects, "file STRING, line BIGINT, text STRING, reason STRING")

    def check_header(self, source, file, names, options):
        try:
            first = self.spark.read.text(file["uri"]).first()
        except Exception as error:
            raise self.failed(f"{file['uri']} (table {source['name']})", error) from error
        if first is None:
            return
        found = split_line(first[0].lstrip("\ufeff"), options["delimiter"], options["quote"])
        for at in range(max(len(names), len(found))):
            expected = names[at] if at < len(names) else "no further column"
            had = found[at] if at < len(found) else "no further column"
            if expected.lower() != had.strip().lower():
                raise failure("SchemaChanged", f"table {source['name']}, column {at + 1}: expected {expected}, found {had} in {file['uri']}")

    def read_json(self, source, files):
        names = [column["name"] for column in source["columns"]]
        frames, rejects = [], []
        for file in files:
            lines = self.lines(file).where("trim(text) <> ''").cache()
            # A line is a row if it is a JSON object; a field is its text, or its value's JSON.
            good = lines.where("json_object_keys(text) IS NOT NULL")
            frames.append(good.select([F.expr(f"get_json_object(text, '$[\\'{name}\\']')").alias(name) for name in names]))
            bad = lines.where("json_object_keys(text) IS NULL")
            rejects.append(bad.select(F.lit(self.name_of(source, file)).alias("file"), F.col("line").cast("bigint"), "text", F.lit("not a JSON object").alias("reason")))
        schema = StructType([StructField(name, StringType()) for name in names])
        return self.union(frames, schema), self.union(rejects, "file STRING, line BIGINT, text STRING, reason STRING")

    def union(self, frames, schema):
        return functools.reduce(DataFrame.unionAll, frames) if frames else self.empty(schema)

    def empty(self, schema):
        """No rows of that schema, a DDL text or a StructType; made without Spark's Python workers, which would have to start."""
        fields = (StructType.fromDDL(schema) if isinstance(schema, str) else schema).fields
        return self.spark.range(0).select([F.lit(None).cast(field.dataType).alias(field.name) for field in fields])

    # outputs

    def write(self, output):
        where = f"output {output['name']}"
        frame = self.declared(output, self.sql(where, output["sql"]))
        order = [F.col(quoted(name)).asc_nulls_first() for name in output.get("orderBy", [])]
        if output.get("singleFile"):
            frame = frame.coalesce(1).sortWithinPartitions(*order) if order else frame.coalesce(1)
        elif order:
            frame = frame.orderBy(*order)
        writer = frame.write.mode("overwrite").option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        try:
            if output["format"] == "parquet":
                writer.parquet(output["location"])
                back = self.spark.read.parquet(output["location"])
            elif output["format"] == "json":
                writer.option("ignoreNullFields", False).json(output["location"])
                back = frame
            else:
                csv = {"header": True, "delimiter": ",", **output.get("csv", {})}
                writer.option("header", csv["header"]).option("sep", csv["delimiter"]).option("escape", '"').option("emptyValue", '""').option(
                    "ignoreLeadingWhiteSpace", False
                ).option("ignoreTrailingWhiteSpace", False).csv(output["location"])
                back = frame
            files = self.storage.written(output["location"])
            rows = back.count()
            totals = self.totals(output, back)
        except PySparkException as error:
            raise self.failed(where, error) from error
        except Exception as error:
            raise (error if type(error).__module__ == "builtins" and not type(error).__name__.endswith("Error") else self.failed(where, error)) from error
        if rows == 0 and output.get("requireRows"):
            raise failure("OutputInvalid", f"{where} has no rows, and the step requires some")
        if len(files) == 1:
            files[0]["rows"] = rows
        print(f"wrote {rows} rows of {output['name']}", flush=True)
        columns = [{"name": field.name, "type": field.dataType.simpleString()} for field in frame.schema.fields]
        return {"name": output["name"], "location": output["location"], "format": output["format"], "columns": columns, "rows": rows, "totals": totals, "files": files}

    def totals(self, output, frame: DataFrame):
        totals = output.get("totals") or {}
        if not totals:
            return {}
        row = frame.selectExpr(*[f"CAST({expression} AS STRING) AS {quoted(name)}" for name, expression in totals.items()]).first()
        return {name: row[name] for name in totals}

    def declared(self, output, frame):
        """The result as its declared columns: cast only where no value changes."""
        where = f"output {output['name']}"
        expected = StructType.fromDDL(", ".join(f"{quoted(c['name'])} {c['type']}" for c in output["columns"])).fields
        found = frame.schema.fields
        for at in range(max(len(expected), len(found))):
            want = f"{expected[at].name} {expected[at].dataType.simpleString()}" if at < len(expected) else "no further column"
            have = f"{found[at].name} {found[at].dataType.simpleString()}" if at < len(found) else "no further column"
            fits = at < len(expected) and at < len(found) and expected[at].name.lower() == found[at].name.lower()
            if not fits or not keeps_values(found[at].dataType.simpleString(), expected[at].dataType.simpleString()):
                raise failure("OutputInvalid", f"{where}, column {at + 1}: expected {want}, found {have}; CAST it in the SQL")
        return frame.select([F.col(quoted(had.name)).cast(want.dataType).alias(want.name) for had, want in zip(found, expected)])


def keeps_values(found, expected):
    if found == expected or found == "void":
        return True
    if found in INTEGERS and expected in INTEGERS:
        return True
    if found.startswith("decimal") and expected.startswith("decimal"):
        return found.rstrip(")").split(",")[1] == expected.rstrip(")").split(",")[1]
    return found.startswith("timestamp") and expected.startswith("timestamp")


def split_line(line, delimiter, quote):
    names, name, inside = [], "", False
    for character in line:
        if character == quote:
            inside = not inside
        elif character == delimiter and not inside:
            names.append(name)
            name = ""
        else:
            name += character
    return [*names, name]


def main(arguments):
    if "--step" not in arguments[:-1]:
        raise failure("StepInvalid", "the job run has no argument --step, the URI of its step document")
    run(SparkSession.builder.appName("nightjar").getOrCreate(), arguments[arguments.index("--step") + 1])


def run(spark, uri):
    """Runs the step document at that place in a session that has no views yet."""
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    storage = Storage(spark)
    Step(spark, json.loads(storage.read(uri)), storage).run()


if __name__ == "__main__":
    main(sys.argv)
