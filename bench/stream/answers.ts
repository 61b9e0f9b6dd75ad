/** Answers DynamoDB's and SageMaker's calls at once, in a thread beside the benchmark. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

const prediction = JSON.stringify({
  score: 0.01,
  bias: -4,
  contributions: Array.from({ length: 15 }, (_, at) => at / 100),
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target === '') {
      const rows = Buffer.concat(chunks).toString().split('\n').length;
      response.end(`{"predictions":[${Array.from({ length: rows }, () => prediction).join(',')}]}`);
      return;
    }
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(target.endsWith('BatchGetItem') ? '{"Responses":{},"UnprocessedKeys":{}}' : '{}');
  });
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
