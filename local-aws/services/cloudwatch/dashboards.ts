import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';

export interface DashboardRecord {
  name: string;
  body: string;
  /** ms since the epoch */
  modifiedAt: number;
}

/** Dashboards are kept and given back; nothing draws them. */
export class Dashboards {
  readonly #table: Table<DashboardRecord>;

  constructor(cloud: Cloud) {
    this.#table = cloud.database.table('cloudwatch.dashboards');
  }

  save(dashboard: DashboardRecord): void {
    this.#table.put(dashboard.name, dashboard);
  }

  /** Throws `DashboardNotFoundError`. */
  dashboard(name: string): DashboardRecord {
    const found = this.#table.get(name);
    if (!found) throw new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, { status: 404 });
    return found;
  }

  remove(name: string): void {
    this.#table.delete(this.dashboard(name).name);
  }

  list(prefix = ''): DashboardRecord[] {
    return this.#table.list({ prefix }).map(({ value }) => value);
  }
}

/** Dashboards have no region in their ARN. */
export const dashboardArn = (cloud: Cloud, name: string): string =>
  `arn:aws:cloudwatch::${cloud.account}:dashboard/${name}`;
