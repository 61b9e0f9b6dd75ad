import { StateFailure } from '../../asl/failure.ts';
import type { MapRunRequest, MapRunResult, MapRuns } from '../../asl/ports.ts';

export class MapRunner implements MapRuns {
  async run(_request: MapRunRequest): Promise<MapRunResult> {
    throw new StateFailure('States.Runtime', 'not yet');
  }
}
