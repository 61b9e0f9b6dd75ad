// Ships files that the template refers to and that are no Lambda code: the Glue script, what travels in a model's code folder.
// `${assets:glue/run_sql.py}` is the file's address in the deployment bucket, by the hash of its content: a deployment in the middle of a
// night changes nothing for the jobs under way, and the same file is the same address.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const keyOf = (path, bytes) => `assets/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}/${basename(path)}`;

export default class UploadAssets {
  /** Path below the service's folder → key in the deployment bucket. */
  assets = new Map();

  constructor(serverless) {
    this.serverless = serverless;
    const source = async ({ address }) => ({ value: { 'Fn::Sub': `s3://\${ServerlessDeploymentBucket}/${await this.add(address)}` } });
    this.configurationVariablesSources = { assets: { resolve: source } };
    this.hooks = {
      'after:package:finalize': () => this.keep(),
      'after:aws:deploy:deploy:uploadArtifacts': () => this.upload(),
    };
  }

  async add(path) {
    const key = keyOf(path, await readFile(join(this.serverless.serviceDir, path)));
    this.assets.set(path, key);
    return key;
  }

  get packageFolder() {
    return this.serverless.service.package.path ?? join(this.serverless.serviceDir, '.serverless');
  }

  /** Into the package, so that it is whole: `assets.json` maps each key to a file beside it. */
  async keep() {
    const folder = join(this.packageFolder, 'assets');
    await mkdir(folder, { recursive: true });
    const listed = {};
    for (const [path, key] of this.assets) {
      const name = key.split('/').slice(1).join('-');
      await copyFile(join(this.serverless.serviceDir, path), join(folder, name));
      listed[key] = `assets/${name}`;
    }
    await writeFile(join(this.packageFolder, 'assets.json'), `${JSON.stringify(listed, null, 2)}\n`);
  }

  async upload() {
    const provider = this.serverless.getProvider('aws');
    const Bucket = await provider.getServerlessDeploymentBucketName();
    for (const [path, Key] of this.assets) {
      const Body = await readFile(join(this.serverless.serviceDir, path));
      await provider.request('S3', 'putObject', { Bucket, Key, Body, ServerSideEncryption: 'AES256' });
    }
  }
}
