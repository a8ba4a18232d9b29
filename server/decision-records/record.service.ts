import { m } from '../../generated/paraglide/messages.js';
import type { NoteRequest } from '../documents/note-data.ts';
import { renderDocument } from '../documents/render.ts';
import type { DocumentTree } from '../documents/tree.ts';
import type { OutsideQuery } from '../exports/export-job.schema.ts';
import { logExport } from '../exports/table.ts';
import { aside } from '../http/aside.ts';
import type { Context } from '../http/context.ts';
import type { Download } from '../http/route.ts';
import { sql } from '../http/listing.ts';
import { readOffice } from '../organizations/organization.read.ts';
import { coordinationForAll } from '../targets/coordination.service.ts';
import { isAlone } from '../targets/effective.rules.ts';
import type { Exercise } from '../targets/exercise.schema.ts';
import { getExercise } from '../targets/exercise.service.ts';
import type { CandidatePlaces } from '../targets/freeze.rules.ts';
import { placesOf } from '../targets/freeze.service.ts';
import { readFrozen } from '../targets/frozen.read.ts';
import { dateInZone } from '../text/format.rules.ts';
import { readDemoNotice } from '../users/session.service.ts';
import type { RecordData, Whereabouts } from './record.data.ts';
import type { RecordFormat, RecordLanguage } from './record.schema.ts';

const job = { module: import.meta.url, name: 'buildHere' };

/**
 * The decision record as a file, logged as every document that leaves. That of a frozen exercise is made from its
 * snapshot alone, dated and signed as it was decided: whoever asks, whenever, gets the same tree, hence the same bytes from the
 * same release. Before, it is a draft of what the caller may see.
 */
export async function downloadRecord(ctx: Context, id: string, format: RecordFormat, asked: { language?: RecordLanguage | undefined } & OutsideQuery = {}): Promise<Download> {
  const { language = ctx.locale, ...outside } = asked;
  const { data, request } = await gather(ctx, id, language);
  const { db, user, now, requestId } = ctx;
  // The countries of the map are cut in a thread of readers, one record after the other: the server goes on meanwhile.
  const tree = (await aside(db.file, { job, input: { data, request }, user, now, requestId }, true)) as DocumentTree;
  await logExport(ctx, 'targeting-exercises', format, 1, { exercise: [id], language: [language], ...outside });
  const { body, contentType, style } = await renderDocument(tree, format);
  return { fileName: fileNameOf(data.exercise, language, format, tree.asOf), mediaType: contentType, content: body, inline: format === 'html', ...(style && { style }) };
}

/** What the thread runs. The shapes of the world are read there, and not when the server starts. */
export async function buildHere(_ctx: Context, { data, request }: { data: RecordData; request: NoteRequest }): Promise<DocumentTree> {
  const { buildRecord } = await import('./record.tree.ts');
  return buildRecord(data, request);
}

async function gather(ctx: Context, id: string, language: RecordLanguage): Promise<{ data: RecordData; request: NoteRequest }> {
  const { reader } = ctx.db;
  const [frozen, office, notice] = await Promise.all([readFrozen(reader, id, ctx.now), readOffice(reader), readDemoNotice(ctx.db)]);
  const exercise = frozen?.exercise ?? (await getExercise(ctx, id));
  const places = frozen?.snapshot.places ?? (await placesOf(reader, id));
  const sitting = { round: exercise.round, judgeIds: exercise.judges.map((judge) => judge.id) };
  return {
    data: {
      exercise,
      // With a reader's eyes, whoever asks: the paper goes round, and its classification is internal.
      coordination: frozen?.snapshot.coordination ?? (await coordinationForAll(ctx, exercise.candidates)),
      whereabouts: await whereabouts(ctx, places),
      seenBy: !frozen && isAlone(sitting) ? ctx.user.name : null,
    },
    request: {
      language,
      audience: 'internal',
      asOf: dateInZone(frozen?.snapshot.frozenAt ?? ctx.now),
      office,
      author: frozen ? (frozen.snapshot.frozenBy?.name ?? '') : ctx.user.name,
      notice: notice && { fr: notice.noticeFr, en: notice.noticeEn },
    },
  };
}

/** Points of each candidate, and the M49 numbers of what is a whole country of it, which ISO and the UN keep. */
async function whereabouts(ctx: Context, candidates: readonly CandidatePlaces[]): Promise<Whereabouts[]> {
  const countries = await ctx.db.reader.$queryRaw<{ countryCode: string; m49: string }[]>(
    sql`SELECT "countryCode", "m49" FROM "Place" WHERE "kind" = 'country' AND "countryCode" IS NOT NULL AND "m49" IS NOT NULL`,
  );
  const numbers = new Map(countries.map(({ countryCode, m49 }) => [countryCode, m49]));
  return candidates.map(({ candidateId, places }) => ({
    candidateId,
    points: places.flatMap(({ latitude, longitude }): [number, number][] => (latitude === null || longitude === null ? [] : [[longitude, latitude]])),
    countries: places.flatMap(({ kind, countryCode }) => (kind === 'country' && countryCode ? (numbers.get(countryCode) ?? []) : [])),
  }));
}

/** « Fiche de décision – Où aller pour apprendre – 2026-11-22.docx »: no sign that a system of files refuses. */
function fileNameOf(exercise: Exercise, language: RecordLanguage, format: RecordFormat, asOf: string): string {
  const locale = { locale: language === 'en' ? ('en' as const) : ('fr' as const) };
  const title = (language === 'en' ? exercise.titleEn : null) ?? exercise.titleFr;
  const kind = exercise.frozen ? m.record_title({}, locale) : m.record_title_draft({}, locale);
  return `${[kind, title, asOf].join(' – ').replace(/[\\/:*?"<>|\u0000-\u001f]/g, '').replace(/\s+/g, ' ').slice(0, 180)}.${format}`;
}
