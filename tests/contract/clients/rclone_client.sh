# rclone against the laptop's S3: copies that it verifies by MD5, a check that finds no difference, and one that does.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export RCLONE_CONFIG="$work/none" RCLONE_CONFIG_LAPTOP_TYPE=s3 RCLONE_CONFIG_LAPTOP_PROVIDER=Other RCLONE_CONFIG_LAPTOP_ENV_AUTH=true
export RCLONE_CONFIG_LAPTOP_ENDPOINT="$AWS_ENDPOINT_URL" RCLONE_CONFIG_LAPTOP_REGION=eu-central-1
export RCLONE_S3_UPLOAD_CUTOFF=5M RCLONE_S3_CHUNK_SIZE=5M

mkdir -p tree/deep
echo hello > 'tree/a b é.txt'
head -c 12000000 /dev/urandom > tree/deep/large.bin
rclone mkdir laptop:rclone-bucket
rclone copy tree laptop:rclone-bucket/tree
rclone check --download tree laptop:rclone-bucket/tree
rclone check tree laptop:rclone-bucket/tree
test "$(rclone lsf -R --files-only laptop:rclone-bucket | sort | tr '\n' ';')" = 'tree/a b é.txt;tree/deep/large.bin;'
rclone moveto laptop:rclone-bucket/tree/deep/large.bin laptop:rclone-bucket/moved.bin
rclone cat laptop:rclone-bucket/moved.bin | cmp - tree/deep/large.bin
rclone sync tree laptop:rclone-bucket/tree
echo changed > 'tree/a b é.txt'
if rclone check tree laptop:rclone-bucket/tree 2> /dev/null; then echo 'a difference was not seen'; exit 1; fi
rclone purge laptop:rclone-bucket
echo ok
