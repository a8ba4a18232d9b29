import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a fact comes from: a source document, with its lines when it has them, or a named publication. */
export type SourceNote = { document: string; lines?: [number, number] } | { publication: string };

/** A record of a reference file: its columns, and lists of what belongs to it. */
export type FileRecord = { id: string; citations?: SourceNote[] } & Record<string, unknown>;

/** The files of a release, in the order in which their records depend on each other. */
export const fileNames = [
  'places',
  'regions',
  'sectors',
  'address-forms',
  'precedence-ranks',
  'organizations',
  'source-documents',
  'frameworks',
  'policy-nodes',
  'version-differences',
  'alignments',
  'forums',
  'missions',
  'agreements',
  'outcomes',
] as const;
export type FileName = (typeof fileNames)[number];

export type ReleaseFiles = {
  /** Name of the release, for people */
  release: string;
  /** ISO day on which it was made: the creation date of its records */
  releasedOn: string;
  /** SHA-256 over every file: tells in one comparison whether there is anything to load */
  digest: string;
  read(name: FileName): FileRecord[];
};

export const referenceFolder = fileURLToPath(new URL('../../prisma/reference/', import.meta.url));

/** Opens the files of a release. They are parsed only when read. @throws when a file is missing */
export function openRelease(folder = referenceFolder): ReleaseFiles {
  const texts = new Map(
    ['release', ...fileNames].map((name) => [name, readFileSync(join(folder, `${name}.json`), 'utf8')]),
  );
  const hash = createHash('sha256');
  for (const [name, text] of texts) hash.update(`${name}\0${text}\0`);
  const { release, releasedOn } = JSON.parse(texts.get('release') ?? '{}') as { release: string; releasedOn: string };
  return {
    release,
    releasedOn,
    digest: hash.digest('hex'),
    read: (name) => JSON.parse(texts.get(name) ?? '[]') as FileRecord[],
  };
}
