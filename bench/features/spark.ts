import { join } from 'node:path';
import { runSparkStep } from '../../local-aws/engines/spark/runSparkStep.ts';
import { filePort } from './port.ts';
import { featureStep } from './step.ts';

const [input = '', folder = ''] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
await runSparkStep(featureStep(), filePort(input, folder), {
  script: join(root, 'glue', 'run_sql.py'),
  resources: { threads: 2, memoryMiB: 4096 },
  directory: folder,
  pythonRoot: join(root, '.nightjar', 'python'),
});
