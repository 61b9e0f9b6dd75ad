/** A server in a process of its own, which tests end without warning: `node serverProcess.ts <directory>` prints its endpoint. */
import { startServer } from '../../../local-aws/server.ts';

const server = await startServer({ directory: process.argv[2] ?? '', authorize: false });
process.stdout.write(`${server.endpoint}\n`);
