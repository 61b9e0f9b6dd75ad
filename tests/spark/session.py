"""Runs step documents one after the other with glue/run_sql.py in one Spark: `session.py <run_sql.py>`, the documents' paths on standard input.

Answers a line of JSON for each on standard output: `{"done": true}`, or `{"error": "<Name>: <message>"}`.
"""

import importlib.util
import json
import sys

from pyspark.sql import SparkSession


def main(script):
    spec = importlib.util.spec_from_file_location("run_sql", script)
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    answers, sys.stdout = sys.stdout, sys.stderr
    spark = SparkSession.builder.appName("nightjar").getOrCreate()
    for line in sys.stdin:
        try:
            # Views and settings of its own, as a process of its own would have.
            runner.run(spark.newSession(), line.rstrip("\n"))
            answer = {"done": True}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        spark.catalog.clearCache()
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
