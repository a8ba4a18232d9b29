import { m } from '../../generated/paraglide/messages.js';
import { contactNameSelect, toContactReference } from '../contacts/contact.reading.ts';
import { renderDocument } from '../documents/render.ts';
import type { DocumentTree } from '../documents/tree.ts';
import type { OutsideQuery } from '../exports/export-job.schema.ts';
import { logExport } from '../exports/table.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { isIn } from '../http/conditions.ts';
import { join, listPage, sql, type ListQuery, type Listing, type Sql } from '../http/listing.ts';
import { conflict, notFound } from '../http/problem.ts';
import { actionOf, assertVersion, createdBy, recordFields, updatedBy } from '../http/records.ts';
import type { Download } from '../http/route.ts';
import { maySee } from '../http/sight.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import { templateFor } from '../templates/template.service.ts';
import { dateInZone, formatDate } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { nextEdition, sameOrder } from './editions.ts';
import { freeze, frozenFile, hashOf } from './frozen.ts';
import { layoutOf, makeNote } from './making.ts';
import { subjectTypes, type KeptFormat, type NewNote, type Note, type NoteOrder, type noteFormats } from './note.schema.ts';

type Format = (typeof noteFormats)[number];

// ── Making ──

/** The order as a file. Nothing is stored but the line in the log of exports: a page that is not said to leave is a screen's. */
export async function previewNote(ctx: Context, order: NoteOrder, { format, ...outside }: { format: Format } & OutsideQuery): Promise<Download> {
  const { tree } = await makeNote(ctx, order);
  if (format !== 'html' || outside.outsideReason !== undefined) await logExport(ctx, 'notes', format, 1, { ...loggedOf(order, order.subjects), ...outside });
  const template = format === 'docx' ? await templateFor(ctx, tree) : null;
  const { body, contentType, style } = await renderDocument(tree, format, template?.content);
  return {
    fileName: `${tree.title} ${tree.asOf}.${format}`,
    mediaType: contentType,
    content: body,
    inline: format === 'html' || format === 'json',
    ...(style && { style }),
  };
}

/**
 * Makes the note and freezes it with its files. A note that was kept of the same order before is superseded, and stays.
 * @throws 409 when it is no more the document that was read
 */
export async function keepNote(ctx: Context, { sha256: read, ...order }: NewNote): Promise<Note> {
  const { tree, subjects } = await makeNote(ctx, order);
  // A key that was used is answered by what it made then, whatever changed since: hence inside the write.
  if (read && read !== hashOf(tree)) return ctx.write(() => Promise.reject(conflict((locale) => m.note_changed_since_read({}, { locale }))));
  const { files, ...frozen } = await freeze(ctx, tree);
  const same = { ...order, subjects: subjects.map(({ type, id }) => ({ type, id })) };
  return ctx.write(async ({ tx, audit }) => {
    const { id } = await tx.note.create({
      data: {
        ...sameOrder(same),
        ...(await nextEdition(tx, same)),
        ...frozen,
        title: tree.title,
        layout: layoutOf(order),
        asOf: ctx.now,
        files: { create: files },
        subjects: { create: subjects.map(({ type, id: of }) => ({ [`${type}Id`]: of })) },
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

/** What tells a note from the others in the log of exports. */
function loggedOf({ kind, audience }: { kind: string; audience: string }, subjects: readonly { type: string; id: string }[]): Record<string, string[]> {
  const ids = Map.groupBy(subjects, ({ type }) => type);
  return { kind: [kind], audience: [audience], ...Object.fromEntries([...ids].map(([type, list]) => [type, list.map(({ id }) => id)])) };
}

// ── Kept notes ──

const visible = (ctx: Context) => ({
  OR: [{ audience: { in: visibleSensitivities(ctx.user.role) as string[] } }, { createdById: ctx.user.id }],
});
const named = { select: { id: true, nameFr: true, nameEn: true } } as const;
const titled = { select: { id: true, titleFr: true, titleEn: true } } as const;
const subjectIds = { organizationId: true, contactId: true, interactionId: true, missionId: true, placeId: true, regionId: true, frameworkId: true } as const;
/** Of a record that has one, its classification as it is now. */
const classified = { sensitivity: true, createdById: true } as const;
const edition = { select: { id: true, edition: true, asOf: true, audience: true, createdById: true } } as const;
const withSubjects = {
  supersedes: edition,
  supersededBy: edition,
  template: { select: { id: true, name: true } },
  files: { select: { format: true, bytes: true, sha256: true }, orderBy: { format: 'asc' } },
  subjects: {
    select: {
      organization: named,
      contact: { select: { ...contactNameSelect, ...classified } },
      interaction: { select: { id: true, subject: true, ...classified } },
      mission: { select: { ...titled.select, ...classified } },
      place: named,
      region: named,
      framework: titled,
    },
    orderBy: { id: 'asc' },
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
    layout: row.layout as Note['layout'],
    audience: row.audience as Note['audience'],
    asOf: row.asOf.toISOString(),
    coversFrom: row.coversFrom,
    coversTo: row.coversTo,
    edition: row.edition,
    supersedes: toEdition(ctx, row.supersedes),
    supersededBy: toEdition(ctx, row.supersededBy),
    sha256: row.sha256,
    files: row.files,
    template: row.template,
    author,
    subjects: row.subjects.flatMap((one) => toSubject(ctx, one)),
  };
}

/** Another edition, for who may read it. */
function toEdition(ctx: Context, row: Prisma.NoteGetPayload<typeof edition> | null): Note['supersedes'] {
  if (!row) return null;
  const isVisible = (visibleSensitivities(ctx.user.role) as string[]).includes(row.audience) || row.createdById === ctx.user.id;
  return isVisible ? { id: row.id, edition: row.edition, asOf: row.asOf.toISOString() } : null;
}

type SubjectRow = Prisma.NoteGetPayload<{ include: typeof withSubjects }>['subjects'][number];

/** A record of a note as it is called now; nothing for one that has gone since, or that the caller may not see now. */
function toSubject(ctx: Context, { contact, interaction, ...row }: SubjectRow): Note['subjects'] {
  const classed = contact ?? interaction ?? row.mission;
  if (classed && !maySee(ctx.user, classed)) return [];
  if (contact) return [{ type: 'contact', id: contact.id, nameFr: toContactReference(contact).name, nameEn: null }];
  if (interaction) return [{ type: 'interaction', id: interaction.id, nameFr: interaction.subject, nameEn: null }];
  return subjectTypes.flatMap((type) => {
    const one = type === 'contact' || type === 'interaction' ? null : row[type];
    if (!one) return [];
    return [{ type, id: one.id, ...('nameFr' in one ? { nameFr: one.nameFr, nameEn: one.nameEn } : { nameFr: one.titleFr, nameEn: one.titleEn }) }];
  });
}

export function getNote(ctx: Context, id: string): Promise<Note> {
  return readNote(ctx.db.reader, ctx, id);
}

const about = (column: Sql) => (ids: string[]): Sql => sql`n."id" IN (SELECT "noteId" FROM "NoteSubject" WHERE ${column} IN (${join(ids)}))`;

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
    organization: about(sql`"organizationId"`),
    contact: about(sql`"contactId"`),
    interaction: about(sql`"interactionId"`),
    mission: about(sql`"missionId"`),
    place: about(sql`"placeId"`),
    region: about(sql`"regionId"`),
    framework: about(sql`"frameworkId"`),
    current: (values) => {
      const isLast = sql`NOT EXISTS (SELECT 1 FROM "Note" later WHERE later."supersedesId" = n."id")`;
      return join(values.map((value) => (value === 'true' ? isLast : sql`NOT ${isLast}`)), ' OR ');
    },
    editionsOf: (ids) => sql`EXISTS (
      SELECT 1 FROM "Note" one WHERE one."id" IN (${join(ids)}) AND one."about" = n."about" AND one."kind" = n."kind"
        AND one."language" = n."language" AND one."audience" = n."audience"
        AND COALESCE(one."coversFrom", '') = COALESCE(n."coversFrom", '') AND COALESCE(one."coversTo", '') = COALESCE(n."coversTo", '')
    )`,
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

/** The latest note kept of the same order that the caller may see, as it was frozen. */
export async function lastKept(ctx: Context, order: NoteOrder): Promise<{ id: string; edition: number; asOf: string; tree: DocumentTree } | null> {
  const row = await ctx.db.reader.note.findFirst({
    where: { ...sameOrder(order), archivedAt: null, ...visible(ctx) },
    select: { id: true, edition: true, asOf: true, tree: true },
    orderBy: [{ edition: 'desc' }, { id: 'desc' }],
  });
  return row && { ...row, asOf: row.asOf.toISOString(), tree: JSON.parse(row.tree) as DocumentTree };
}

/** A kept note as a file, the very one that was made when it was kept. */
export async function downloadNote(ctx: Context, id: string, format: KeptFormat, { shown, ...outside }: { shown?: 'true' | undefined } & OutsideQuery = {}): Promise<Download> {
  const row = await ctx.db.reader.note.findFirst({ where: { id, ...visible(ctx) }, select: { id: true, title: true, tree: true, kind: true, audience: true, subjects: { select: subjectIds, orderBy: { id: 'asc' } } } });
  if (!row) throw notFound();
  if (!shown || outside.outsideReason !== undefined) {
    const subjects = row.subjects.flatMap((one) => subjectTypes.flatMap((type) => (one[`${type}Id`] ? [{ type, id: one[`${type}Id`] ?? '' }] : [])));
    await logExport(ctx, 'notes', format, 1, { note: [id], ...loggedOf(row, subjects), ...outside });
  }
  return frozenFile(ctx.db.reader, row, format);
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
