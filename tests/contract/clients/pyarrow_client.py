"""pyarrow's own S3 (the C++ SDK) against the laptop: CRC64NVME in trailers, datasets, directory markers, parts."""

import os

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
import pyarrow.parquet as pq

endpoint = os.environ["AWS_ENDPOINT_URL"]
fs = pafs.S3FileSystem(
    access_key=os.environ["AWS_ACCESS_KEY_ID"],
    secret_key=os.environ["AWS_SECRET_ACCESS_KEY"],
    region="eu-central-1",
    endpoint_override=endpoint.removeprefix("http://"),
    scheme="http",
    allow_bucket_creation=True,
    allow_bucket_deletion=True,
)
fs.create_dir("pyarrow-bucket")
table = pa.table({"id": range(100_000), "day": [n % 3 for n in range(100_000)], "name": [f"é{n}" for n in range(100_000)]})
pq.write_table(table, "pyarrow-bucket/one.parquet", filesystem=fs)
assert pq.read_table("pyarrow-bucket/one.parquet", filesystem=fs).equals(table)
ds.write_dataset(table, "pyarrow-bucket/set", filesystem=fs, format="parquet", partitioning=["day"], partitioning_flavor="hive")
back = ds.dataset("pyarrow-bucket/set", filesystem=fs, format="parquet", partitioning="hive")
assert back.count_rows() == 100_000 and back.count_rows(filter=ds.field("day") == 1) == 33_333
with fs.open_output_stream("pyarrow-bucket/large") as stream:
    for _ in range(3):
        stream.write(b"x" * 6_000_000)
assert fs.get_file_info("pyarrow-bucket/large").size == 18_000_000
with fs.open_input_file("pyarrow-bucket/large") as file:
    assert file.read_at(10, 17_999_990) == b"x" * 10
fs.create_dir("pyarrow-bucket/empty/dir")
assert fs.get_file_info("pyarrow-bucket/empty/dir").type == pafs.FileType.Directory
assert fs.get_file_info("pyarrow-bucket/none").type == pafs.FileType.NotFound
fs.move("pyarrow-bucket/large", "pyarrow-bucket/moved")
names = sorted(info.base_name for info in fs.get_file_info(pafs.FileSelector("pyarrow-bucket")))
assert names == ["empty", "moved", "one.parquet", "set"], names
fs.delete_dir("pyarrow-bucket/set")
fs.delete_dir_contents("pyarrow-bucket")
fs.delete_dir("pyarrow-bucket")
print("ok")
