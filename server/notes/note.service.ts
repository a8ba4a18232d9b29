import { createHash } from 'node:crypto';
import { m } from '../../generated/paraglide/messages.js';
import { buildMeetingNote } from '../documents/meeting-note.ts';
import type { NoteRequest } from '../documents/note-data.ts';
import { buildPartnerSheet } from '../documents/partner-sheet.ts';
import { renderDocument } from '../documents/render.ts';
import type { DocumentTree } from '../documents/tree.ts';
import { logExport } from '../exports/table.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { isIn, join, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { forbidden, invalidField, notFound } from '../http/problem.ts';
import { actionOf, assertVersion, createdBy, recordFields, updatedBy } from '../http/records.ts';
import type { Download } from '../http/route.ts';
import { getInteraction } from '../interactions/interaction.service.ts';
import { readOffice } from '../organizations/organization.service.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import type { Transaction } from '../database.ts';
import { templateFor } from '../templates/template.service.ts';
import { dateInZone, formatDate } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { readDemoNotice } from '../users/session.service.ts';
import { gatherMeeting, gatherOrganization } from './note.data.ts';
import type { Note, NoteOrder, noteFormats } from './note.schema.ts';

type Format = (typeof noteFormats)[number];

// ── Making ──

/** The document as the records are now. The caller sees in it at most what the caller may see. */
export async function makeTree(ctx: Context, order: NoteOrder): Promise<DocumentTree> {
  if (!visibleSensitivities(ctx.user.role).includes(order.audience)) {
    throw forbidden((locale) => m.note_audience_too_high({}, { locale }));
  }
  const subject = order.subjects[0];
  if (!subject) throw invalidField('/subjects', (locale) => m.problem_field_required({}, { locale }));
  const [office, notice] = await Promise.all([readOffice(ctx.db.reader), readDemoNotice(ctx.db)]);
  const request: NoteRequest = {
    language: order.language,
    audience: order.audience,
    asOf: dateInZone(ctx.now),
    office,
    author: ctx.user.name,
    notice: notice && { fr: notice.noticeFr, en: notice.noticeEn },
  };
  const interaction = subject.type === 'interaction' ? await getInteraction(ctx, subject.id) : null;
  const organizationId = interaction ? interaction.organizations[0]?.id : subject.id;
  if (!organizationId) throw invalidField('/subjects', (locale) => m.note_interaction_without_partner({}, { locale }));
  const organization = await gatherOrganization(ctx, organizationId, order);
  if (order.kind === 'partner-sheet') return buildPartnerSheet({ organization }, request);
  return buildMeetingNote({ organization, meeting: interaction && (await gatherMeeting(ctx, interaction)) }, request);
}

/** The order as a file. Nothing is stored but the line in the log of exports. */
export async function previewNote(ctx: Context, order: NoteOrder, format: Format): Promise<Download> {
  const tree = await makeTree(ctx, order);
  if (format === 'docx' || format === 'pdf') await logExport(ctx, 'notes', format, 1, {});
  return toDownload(ctx, tree, format);
}

async function toDownload(ctx: Context, tree: DocumentTree, format: Format): Promise<Download> {
  const { body, contentType, style } = await renderDocument(tree, format, format === 'docx' ? await templateFor(ctx, tree) : null);
  return {
    fileName: `${tree.title} ${tree.asOf}.${format}`,
    mediaType: contentType,
    content: body,
    inline: format === 'html' || format === 'json',
    ...(style && { style }),
  };
}

/** Makes the note and freezes it: the same file can be produced again from what is stored. */
export async function keepNote(ctx: Context, order: NoteOrder): Promise<Note> {
  const tree = await makeTree(ctx, order);
  const text = JSON.stringify(tree);
  return ctx.write(async ({ tx, audit }) => {
    const { id } = await tx.note.create({
      data: {
        kind: order.kind,
        title: tree.title,
        language: order.language,
        audience: order.audience,
        asOf: ctx.now,
        tree: text,
        sha256: createHash('sha256').update(text).digest('hex'),
        subjects: { create: order.subjects.map(({ type, id: of }) => (type === 'organization' ? { organizationId: of } : { interactionId: of })) },
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    const note = await readNote(tx, ctx, id);
    await putInSearch(tx, noteSearchEntry(note));
    await audit({ action: 'create', recordType: 'note', recordId: id, recordLabel: note.title, after: note });
    return note;
  });
}

// ── Kept notes ──

const visible = (ctx: Context) => ({
  OR: [{ audience: { in: visibleSensitivities(ctx.user.role) as string[] } }, { createdById: ctx.user.id }],
});
const withSubjects = {
  subjects: {
    select: {
      organization: { select: { id: true, nameFr: true, nameEn: true } },
      interaction: { select: { id: true, subject: true } },
    },
  },
} as const;

async function readNote(from: Transaction, ctx: Context, id: string): Promise<Note> {
  const row = await from.note.findFirst({ where: { id, ...visible(ctx) }, include: withSubjects });
  if (!row) throw notFound();
  const author = row.createdById ? await from.user.findUnique({ where: { id: row.createdById }, select: { id: true, name: true } }) : null;
  return {
    ...recordFields(row),
    kind: row.kind as Note['kind'],
    title: row.title,
    language: row.language as Note['language'],
    audience: row.audience as Note['audience'],
    asOf: row.asOf.toISOString(),
    sha256: row.sha256,
    author,
    subjects: row.subjects.flatMap(({ organization, interaction }): Note['subjects'] => [
      ...(organization ? [{ type: 'organization' as const, ...organization }] : []),
      ...(interaction ? [{ type: 'interaction' as const, id: interaction.id, nameFr: interaction.subject, nameEn: null }] : []),
    ]),
  };
}

export function getNote(ctx: Context, id: string): Promise<Note> {
  return readNote(ctx.db.reader, ctx, id);
}

const noteListing: Listing = {
  from: sql`"Note" n`,
  id: sql`n."id"`,
  columns: sql`n."id"`,
  base: (ctx, query) => [
    ...(query.archived ? [] : [sql`n."archivedAt" IS NULL`]),
    sql`(n."audience" IN (${join(visibleSensitivities(ctx.user.role))}) OR n."createdById" = ${ctx.user.id})`,
  ],
  filters: {
    kind: isIn(sql`n."kind"`),
    audience: isIn(sql`n."audience"`),
    organization: (ids) => sql`n."id" IN (SELECT "noteId" FROM "NoteSubject" WHERE "organizationId" IN (${join(ids)}))`,
    interaction: (ids) => sql`n."id" IN (SELECT "noteId" FROM "NoteSubject" WHERE "interactionId" IN (${join(ids)}))`,
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`n."archivedAt" IS NOT NULL` : sql`n."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    createdAt: { expression: sql`n."createdAt"`, kind: 'instant' },
    title: { expression: sql`n."title"`, kind: 'text' },
  },
  defaultSort: '-createdAt',
};

export async function listNotes(ctx: Context, query: ListQuery): Promise<{ items: Note[]; total: number; nextCursor: string | null }> {
  const { rows, ...page } = await listPage<{ id: string }>(noteListing, ctx, query);
  return { items: await Promise.all(rows.map(({ id }) => readNote(ctx.db.reader, ctx, id))), ...page };
}

/** A kept note as a file, from the tree that was frozen. */
export async function downloadNote(ctx: Context, id: string, format: Format): Promise<Download> {
  const row = await ctx.db.reader.note.findFirst({ where: { id, ...visible(ctx) }, select: { tree: true } });
  if (!row) throw notFound();
  if (format === 'docx' || format === 'pdf') await logExport(ctx, 'notes', format, 1, {});
  return toDownload(ctx, JSON.parse(row.tree) as DocumentTree, format);
}

export async function archiveNote(ctx: Context, id: string, ifMatch: number, archived: boolean): Promise<Note> {
  return ctx.write(async ({ tx, audit }) => {
    const before = await readNote(tx, ctx, id);
    await assertVersion(before, ifMatch, async () => before);
    await tx.note.update({ where: { id }, data: updatedBy(ctx.user.id, ctx.now, archived) });
    const note = await readNote(tx, ctx, id);
    if (archived) await removeFromSearch(tx, 'note', id);
    else await putInSearch(tx, noteSearchEntry(note));
    await audit({ action: actionOf(archived), recordType: 'note', recordId: id, recordLabel: note.title, before, after: note });
    return note;
  });
}

function noteSearchEntry({ id, title, kind, audience, asOf }: Pick<Note, 'id' | 'title' | 'kind' | 'audience' | 'asOf'>): SearchEntry {
  const detail = (locale: 'fr' | 'en') => `${labelOf('note_kind', kind, locale)} · ${formatDate(dateInZone(asOf), locale)}`;
  return { type: 'note', id, titleFr: title, titleEn: null, detailFr: detail('fr'), detailEn: detail('en'), names: [title], sensitivity: audience };
}

/** Every kept note as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function noteSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.note.findMany({
    where: { archivedAt: null, id: { gt: after } },
    select: { id: true, title: true, kind: true, audience: true, asOf: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map((row) => noteSearchEntry({ ...row, kind: row.kind as Note['kind'], audience: row.audience as Note['audience'], asOf: row.asOf.toISOString() }));
}
