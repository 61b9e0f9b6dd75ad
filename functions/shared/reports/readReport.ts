import { access, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { ResolvedReport } from '../contracts/report.ts';
import { NightjarError } from '../errors.ts';
import { hashOf } from '../hash.ts';
import { parseReport, type Report } from './parseReport.ts';

/** Names of the reports below a folder: its subfolders that hold a `report.yml`, sorted. */
export const listReports = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === 'report.yml')
    .map((entry) => relative(root, entry.parentPath))
    .filter((folder) => folder !== '' && !folder.includes(sep))
    .sort();
};

/** Text of the files of a report's folder. */
export const readReportFiles = async (folder: string): Promise<Map<string, string>> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file === 'report.yml' || /^(sql|quality)\/|\.xsd$/.test(file))
    .sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
};

/** Reads and checks a report's folder; `ReportInvalid` with every mistake. */
export const readReport = async (folder: string): Promise<Report> =>
  parseReport(basename(resolve(folder)), await readReportFiles(folder));

/** `reports/` as it is packaged with the function. */
export const bundledReports = (): string => join(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), 'reports');

/** A deployed report, read and checked; `ReportNotFound` or `ReportInvalid` else. */
export const bundledReport = async (name: string): Promise<ResolvedReport> => {
  const folder = join(bundledReports(), name);
  try {
    await access(join(folder, 'report.yml'));
  } catch (cause) {
    const known = (await listReports(bundledReports())).join(', ');
    throw new NightjarError('ReportNotFound', `there is no report ${name}; deployed are: ${known}`, { cause });
  }
  try {
    const { spec, files } = await readReport(folder);
    const resolved = { spec, files: Object.fromEntries(files) };
    return { ...resolved, hash: hashOf(resolved) };
  } catch (cause) {
    throw new NightjarError('ReportInvalid', (cause as Error).message, { cause });
  }
};
