import type { Prisma } from '../../generated/prisma/client.ts';
import type { FileRecord, SourceNote } from './files.ts';
import type { Rows } from './tables.ts';

/** What belongs to a record of a file: a name, a relation, an objective … */
export type Part = Record<string, unknown>;
/** Turns a record of a file into rows. */
export type Builder = (source: FileRecord) => Partial<Rows>;

/** The columns of Citation that say which record it is about. */
export type CitationColumn =
  | 'placeId'
  | 'regionId'
  | 'organizationId'
  | 'addressId'
  | 'relationId'
  | 'frameworkId'
  | 'policyNodeId'
  | 'differenceId'
  | 'alignmentId'
  | 'sectorId'
  | 'forumId'
  | 'membershipId'
  | 'agreementId'
  | 'missionId'
  | 'outcomeId';

/** The named columns of a record; null where the release is silent, so that an update also takes values away. */
export function columns<Row>(source: Part, names: readonly (keyof Row & string)[]): Row {
  return Object.fromEntries(names.map((name) => [name, source[name] ?? null])) as Row;
}

/** The same, but a column on which the release is silent keeps the model's own default. */
export function withDefaults<Row>(row: Row, source: Part, defaults: { [K in keyof Row]?: Row[K] }): Row {
  return {
    ...row,
    ...defaults,
    ...Object.fromEntries(
      Object.keys(defaults).flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])),
    ),
  };
}

/** The parts of a record under a name; none when the release has none. */
export function list(source: Part, name: string): Part[] {
  return (source[name] as Part[] | undefined) ?? [];
}

/** The plain texts of a record under a name: ids, tags. */
export function ids(source: Part, name: string): string[] {
  return (source[name] as string[] | undefined) ?? [];
}

/** Adds the citations of a record or of one of its parts to its rows. */
export function addCitations(
  rows: Partial<Rows>,
  column: CitationColumn,
  recordId: string,
  notes: SourceNote[] | undefined,
  prefix: string,
): void {
  const made = (notes ?? []).map((note, index): Prisma.CitationCreateManyInput => {
    const from =
      'publication' in note
        ? { publication: note.publication }
        : { documentId: note.document, lineFrom: note.lines?.[0] ?? null, lineTo: note.lines?.[1] ?? null };
    return { id: `${prefix}:citation:${column}:${index + 1}`, ...from, [column]: recordId };
  });
  rows.citation = [...(rows.citation ?? []), ...made];
}
