"""awswrangler (AWS SDK for pandas) against the laptop: S3 and the Glue catalog together."""

import awswrangler as wr
import boto3
import pandas as pd

boto3.client("s3").create_bucket(Bucket="wrangler-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
wr.catalog.create_database("wrangler")
frame = pd.DataFrame({"id": [1, 2, 3], "name": ["a", "é", None], "day": ["2026-11-21", "2026-11-22", "2026-11-22"]})
written = wr.s3.to_parquet(
    frame,
    path="s3://wrangler-bucket/customers/",
    dataset=True,
    database="wrangler",
    table="customers",
    partition_cols=["day"],
    glue_table_settings={
        "description": "Customers of the night",
        "parameters": {"source": "core"},
        "columns_comments": {"id": "The customer's number"},
    },
)
assert len(written["paths"]) == 2, written
assert wr.catalog.does_table_exist("wrangler", "customers")
assert wr.catalog.get_table_types("wrangler", "customers") == {"id": "bigint", "name": "string", "day": "string"}
assert wr.catalog.get_table_parameters("wrangler", "customers")["source"] == "core"
assert wr.catalog.get_columns_comments("wrangler", "customers")["id"] == "The customer's number"
assert sorted(wr.catalog.get_partitions("wrangler", "customers").values()) == [["2026-11-21"], ["2026-11-22"]]
back = wr.s3.read_parquet_table(database="wrangler", table="customers").sort_values("id", ignore_index=True)
assert back["id"].tolist() == [1, 2, 3] and back["name"][1] == "é"
wr.s3.to_parquet(frame.head(1), path="s3://wrangler-bucket/customers/", dataset=True, database="wrangler", table="customers", partition_cols=["day"], mode="overwrite_partitions")
assert len(wr.s3.read_parquet("s3://wrangler-bucket/customers/", dataset=True)) == 3
wr.s3.to_csv(frame, "s3://wrangler-bucket/customers.csv", index=False)
assert wr.s3.read_csv("s3://wrangler-bucket/customers.csv").shape == (3, 3)
assert wr.s3.does_object_exist("s3://wrangler-bucket/customers.csv")
assert wr.catalog.tables(database="wrangler")["Table"].tolist() == ["customers"]
wr.s3.delete_objects("s3://wrangler-bucket/customers/")
assert wr.s3.list_objects("s3://wrangler-bucket/customers/") == []
assert wr.catalog.delete_table_if_exists("wrangler", "customers")
print("ok")
