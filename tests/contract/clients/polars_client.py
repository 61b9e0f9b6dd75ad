"""polars against the laptop's S3: lazy scans that read ranges, sinks that write parts."""

import os

import polars as pl
import s3fs

options = {
    "aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"],
    "aws_secret_access_key": os.environ["AWS_SECRET_ACCESS_KEY"],
    "aws_region": "eu-central-1",
    "aws_endpoint_url": os.environ["AWS_ENDPOINT_URL"],
    "aws_allow_http": "true",
}
s3fs.S3FileSystem(endpoint_url=os.environ["AWS_ENDPOINT_URL"]).mkdir("polars-bucket", region_name="eu-central-1")
frame = pl.DataFrame({"id": range(50_000), "amount": [n / 4 for n in range(50_000)], "kind": ["a", "b"] * 25_000})
frame.write_parquet("s3://polars-bucket/table/one.parquet", storage_options=options)
scan = pl.scan_parquet("s3://polars-bucket/table/*.parquet", storage_options=options)
assert scan.filter(pl.col("kind") == "b").select(pl.col("amount").sum()).collect().item() == frame.filter(pl.col("kind") == "b")["amount"].sum()
frame.lazy().sink_csv("s3://polars-bucket/out.csv", storage_options=options)
assert pl.scan_csv("s3://polars-bucket/out.csv", storage_options=options).collect().equals(frame)
frame.lazy().sink_ndjson("s3://polars-bucket/out.ndjson", storage_options=options)
assert pl.scan_ndjson("s3://polars-bucket/out.ndjson", storage_options=options).collect().height == 50_000
try:
    pl.scan_parquet("s3://polars-bucket/none.parquet", storage_options=options).collect()
    raise AssertionError("a missing key was read")
except Exception as error:
    assert "404" in str(error) or "not found" in str(error).lower(), error
print("ok")
