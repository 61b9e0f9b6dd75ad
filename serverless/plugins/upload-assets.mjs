// Ships files that the template refers to and that are no Lambda code: the Glue script, what travels in a model's code folder.
// `${assets:glue/run_sql.py}` is the file's address in the deployment bucket, by the hash of its content: a deployment in the middle of a
// night changes nothing for the jobs under way, and the same file is the same address. They lie below osls's own prefix, beside the
// deployments (`serverless/<service>/<stage>/assets/`), so that `remove` empties the bucket of them too.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

export default class UploadAssets {
  /** Path below the service's folder → key in the deployment bucket. */
  assets = new Map();

  constructor(serverless, options) {
    this.serverless = serverless;
    this.options = options;
    const source = async ({ address, resolveVariable }) => {
      const prefix = `serverless/${await resolveVariable('self:service')}/${await resolveVariable('sls:stage')}/assets`;
      return { value: { 'Fn::Sub': `s3://\${ServerlessDeploymentBucket}/${await this.add(address, prefix)}` } };
    };
    this.configurationVariablesSources = { assets: { resolve: source } };
    this.hooks = {
      'after:package:finalize': () => this.keep(),
      'after:aws:deploy:deploy:uploadArtifacts': () => this.upload(),
    };
  }

  async add(path, prefix) {
    const key = `${prefix}/${hashOf(await readFile(join(this.serverless.serviceDir, path)))}/${basename(path)}`;
    this.assets.set(path, key);
    return key;
  }

  /** Where osls leaves a package, and takes it from: `--package`, `package.path`, or its own folder. */
  get packageFolder() {
    const folder = this.options.package ?? this.serverless.service.package.path ?? '.serverless';
    return resolve(this.serverless.serviceDir, folder);
  }

  /** Into the package, so that it is whole: `assets.json` maps each key to a file beside it. */
  async keep() {
    const folder = join(this.packageFolder, 'assets');
    await mkdir(folder, { recursive: true });
    const listed = {};
    for (const [path, key] of this.assets) {
      const name = key.split('/').slice(-2).join('-');
      await copyFile(join(this.serverless.serviceDir, path), join(folder, name));
      listed[key] = `assets/${name}`;
    }
    await writeFile(join(this.packageFolder, 'assets.json'), `${JSON.stringify(listed, null, 2)}\n`);
  }

  /** From the package, so that `deploy --package` ships what was packaged, whatever lies in the working tree by then. */
  async upload() {
    const provider = this.serverless.getProvider('aws');
    const Bucket = await provider.getServerlessDeploymentBucketName();
    const client = new S3Client(await provider.getAwsSdkV3Config());
    const listed = JSON.parse(await readFile(join(this.packageFolder, 'assets.json'), 'utf8'));
    for (const [Key, file] of Object.entries(listed)) {
      const Body = await readFile(join(this.packageFolder, file));
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ServerSideEncryption: 'AES256' }));
    }
  }
}
