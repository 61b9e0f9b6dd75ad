import type { LockName } from '../python/locks.ts';

/** A SageMaker image that runs here as a process. */
export interface ContainerImage {
  repository: string;
  tag: string;
  lock: LockName;
  /** XGBoost's version, for the support table. */
  framework: string;
  /** Until when AWS patches it, for the support table and `nightjar doctor`. */
  patchedUntil: string;
}

/** An image address apart: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`. The account differs by region; the repository decides. */
export interface ImageAddress {
  account: string;
  region: string;
  repository: string;
  tag: string;
}

/** Every image that runs, newest first. A new version is a lock file and a line. */
export const images: readonly ContainerImage[] = [
  {
    repository: 'sagemaker-xgboost',
    tag: '3.2-0',
    lock: 'xgboost-3.2.0',
    framework: 'XGBoost 3.2.0',
    patchedUntil: '2027-05-13',
  },
  {
    repository: 'sagemaker-xgboost',
    tag: '3.0-5',
    lock: 'xgboost-3.0.5',
    framework: 'XGBoost 3.0.5',
    patchedUntil: '2026-11-17',
  },
];

const ADDRESS =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[a-z0-9._/-]+)(?::(?<tag>[\w.-]+))?(?:@sha256:[0-9a-f]{64})?$/;

/** Undefined for what is no ECR address. */
export const parseImage = (uri: string): ImageAddress | undefined => {
  const parts = ADDRESS.exec(uri)?.groups;
  if (!parts) return undefined;
  const { account = '', region = '', repository = '', tag = 'latest' } = parts;
  return { account, region, repository, tag };
};

/** No image of that address runs on the laptop. The message names it and those that do. */
export class ImageNotSupported extends Error {
  override readonly name = 'ImageNotSupported';
  constructor(uri: string) {
    const known = images.map(({ repository, tag }) => `${repository}:${tag}`).join(', ');
    super(`${uri} does not run on the laptop. Images that do: ${known}`);
  }
}

/** Throws `ImageNotSupported`. */
export const findImage = (uri: string): ContainerImage => {
  const address = parseImage(uri);
  const tag = address?.tag.replace(/-cpu-py3$/, '');
  const image = images.find((each) => each.repository === address?.repository && each.tag === tag);
  if (!image) throw new ImageNotSupported(uri);
  return image;
};
