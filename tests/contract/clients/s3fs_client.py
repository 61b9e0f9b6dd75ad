"""s3fs against the laptop's S3: directories that are none, ranges, parts, and a listing that notices changes."""

import os

import s3fs

fs = s3fs.S3FileSystem(endpoint_url=os.environ["AWS_ENDPOINT_URL"], key=os.environ["AWS_ACCESS_KEY_ID"], secret=os.environ["AWS_SECRET_ACCESS_KEY"])
fs.mkdir("s3fs-bucket", region_name="eu-central-1")
with fs.open("s3fs-bucket/dir/a.csv", "w") as file:
    file.write("id,amount\n1,2.50\n")
with fs.open("s3fs-bucket/dir/a.csv", "r") as file:
    assert file.read() == "id,amount\n1,2.50\n"
large = os.urandom(12_000_000)
with fs.open("s3fs-bucket/large", "wb", block_size=5 << 20) as file:
    file.write(large)
with fs.open("s3fs-bucket/large", "rb") as file:
    file.seek(11_999_990)
    assert file.read() == large[-10:]
assert fs.cat_file("s3fs-bucket/large", start=5, end=9) == large[5:9]
assert fs.info("s3fs-bucket/large")["size"] == len(large)
fs.touch("s3fs-bucket/marker/")
assert sorted(fs.ls("s3fs-bucket", refresh=True)) == ["s3fs-bucket/dir", "s3fs-bucket/large", "s3fs-bucket/marker"], fs.ls("s3fs-bucket")
assert fs.glob("s3fs-bucket/**/*.csv") == ["s3fs-bucket/dir/a.csv"]
fs.copy("s3fs-bucket/large", "s3fs-bucket/dir/copied")
assert fs.du("s3fs-bucket/dir") == len(large) + 17
assert not fs.exists("s3fs-bucket/none")
try:
    fs.cat_file("s3fs-bucket/none")
    raise AssertionError("a missing key was read")
except FileNotFoundError:
    pass
fs.rm("s3fs-bucket", recursive=True)
assert not fs.exists("s3fs-bucket")
print("ok")
