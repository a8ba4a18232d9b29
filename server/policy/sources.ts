import type { Source } from '../http/endpoint.ts';

/** What to read of a citation to say where a fact comes from. */
export const sourceSelect = {
  select: {
    documentId: true,
    lineFrom: true,
    lineTo: true,
    publication: true,
    document: { select: { titleFr: true, titleEn: true } },
  },
} as const;

type CitationRow = {
  documentId: string | null;
  lineFrom: number | null;
  lineTo: number | null;
  publication: string | null;
  document: { titleFr: string; titleEn: string } | null;
};

/** A citation as it goes on the wire: a document with its lines, or the name of a publication. */
export function sourceOf({ documentId, lineFrom, lineTo, publication, document }: CitationRow): Source {
  return {
    documentId,
    titleFr: document?.titleFr ?? publication ?? '',
    titleEn: document?.titleEn ?? publication ?? '',
    lineFrom,
    lineTo,
  };
}
