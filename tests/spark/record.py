"""Records what Spark answers: reads {"sql": ...} queries as JSON from the file named first, writes them with answers to the second."""

import datetime
import decimal
import json
import sys

from pyspark.sql import SparkSession


def plain(value):
    """A value in the form of the recordings: see tests/conformance/spark/sparkValue.ts."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, decimal.Decimal):
        return f"dec:{value:f}"
    if isinstance(value, (bytes, bytearray)):
        return "x" + bytes(value).hex()
    if isinstance(value, datetime.timedelta):
        return f"td:{value.total_seconds()}"
    if isinstance(value, dict):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value)


def answer(spark, sql):
    try:
        frame = spark.sql(sql)
        rows = frame.limit(1).collect()
        value = plain(rows[0][0]) if rows else None
        return {"sql": sql, "value": value, "type": frame.schema.fields[0].dataType.simpleString()}
    except Exception as error:  # every failure is an answer
        name = getattr(error, "getCondition", lambda: None)() or type(error).__name__
        return {"sql": sql, "error": name}


def main():
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump([answer(spark, case["sql"]) for case in cases], file, ensure_ascii=False, indent=0)


main()
