import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The files of exports that were made on the server, each under the id of its job; nobody else of the machine reads them. */
export type JobFiles = {
  /** Writes the file; until it is whole it has another name. @returns its size in bytes */
  write(id: string, content: Readable, stop: AbortSignal): Promise<number>;
  /** @returns the file as it is read, with its size; null when it is gone */
  read(id: string): Promise<{ stream: ReadStream; bytes: number } | null>;
  remove(id: string): Promise<void>;
  /** Removes every file but those of the jobs that `kept` names, asked once the files are known: a job that begins meanwhile keeps its own. */
  keepOnly(kept: () => Promise<ReadonlySet<string>>): Promise<void>;
  /** The bytes that there is room for on the disk. */
  room(): Promise<number>;
};

const draft = '.partial';

export function openJobFiles(folder: string): JobFiles {
  const place = (id: string): string => join(folder, id);
  return {
    async write(id, content, stop) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const partial = `${place(id)}${draft}`;
      try {
        await pipeline(content, createWriteStream(partial, { mode: 0o600, flush: true }), { signal: stop });
        const { size } = await stat(partial);
        await rename(partial, place(id));
        return size;
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    async read(id) {
      try {
        const { size: bytes } = await stat(place(id));
        return { stream: createReadStream(place(id)), bytes };
      } catch {
        return null;
      }
    },
    remove: (id) => rm(place(id), { force: true }),
    async keepOnly(kept) {
      const names = await readdir(folder).catch(() => []);
      if (names.length === 0) return;
      const ids = await kept();
      for (const name of names) if (!ids.has(name.replace(draft, ''))) await rm(join(folder, name), { force: true });
    },
    async room() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}
