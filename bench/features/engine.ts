import { runStep } from '../../local-aws/engines/sql/runStep.ts';
import { filePort } from './port.ts';
import { featureStep } from './step.ts';

const [input = '', folder = ''] = process.argv.slice(2);
await runStep(featureStep(), filePort(input, folder), {
  resources: { threads: 2, memoryMiB: 4096 },
  directory: folder,
});
