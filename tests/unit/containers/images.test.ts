import { findImage, ImageNotSupported, images, parseImage } from '../../../local-aws/containers/images.ts';
import { locks } from '../../../local-aws/python/locks.ts';

test.each([
  '683313688378.dkr.ecr.us-east-1.amazonaws.com',
  '366743142698.dkr.ecr.ap-northeast-2.amazonaws.com',
  '450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn',
])('an image is found by repository and tag in %s', (registry) => {
  expect(findImage(`${registry}/sagemaker-xgboost:3.2-0`)).toMatchObject({ tag: '3.2-0', lock: 'xgboost-3.2.0' });
  expect(findImage(`${registry}/sagemaker-xgboost:3.0-5-cpu-py3`)).toMatchObject({ lock: 'xgboost-3.0.5' });
});

test.each([
  'sagemaker-xgboost:3.2-0',
  '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost',
  '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
  '',
])('the image %p is refused by its name', (uri) => {
  expect(() => findImage(uri)).toThrow(ImageNotSupported);
  expect(() => findImage(uri)).toThrow(`${uri} does not run on the laptop`);
});

test('an address without a tag means latest, a digest is left aside', () => {
  const digest = `@sha256:${'a'.repeat(64)}`;

  expect(parseImage(`683313688378.dkr.ecr.us-east-1.amazonaws.com/a/b:1${digest}`)).toMatchObject({
    repository: 'a/b',
    tag: '1',
  });
  expect(parseImage('683313688378.dkr.ecr.us-east-1.amazonaws.com/a')).toMatchObject({ tag: 'latest' });
});

test('every image has its lock, and the lock names no host', async () => {
  const { readLock } = await import('../../../local-aws/python/locks.ts');
  for (const { lock } of images) {
    const text = readLock(locks[lock]);
    expect(text).toMatch(new RegExp(`^xgboost-cpu==${locks[lock].version.replaceAll('.', '\\.')} `, 'm'));
    expect(text).not.toMatch(/https?:|index-url|find-links/);
  }
});
