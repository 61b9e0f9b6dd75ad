import { readdirSync } from 'node:fs';
import { create, extract } from 'tar';

/** The folder's content as model.tar.gz or output.tar.gz. The same files give the same bytes. */
export const pack = (folder: string, file: string): Promise<void> =>
  create(
    { gzip: { portable: true }, cwd: folder, file, portable: true, mtime: new Date(0) },
    readdirSync(folder).sort(),
  );

/** Unpacks a tar, gzipped or not; nothing is written outside `folder`. Throws for what is no tar. */
export const unpack = async (file: string, folder: string): Promise<void> => {
  await extract({ file, cwd: folder, strict: true, preservePaths: false });
};
