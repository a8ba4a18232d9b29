import type { DocumentLanguage, DocumentTree } from '../documents/tree.ts';
import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { join, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { actionOf, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import type { Download } from '../http/route.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { TemplateCheck } from './check.rules.ts';
import { chosenFor } from './choice.rules.ts';
import type { DocumentTemplate, TemplateChange } from './template.schema.ts';

/** A Word file that was looked at and is taken. */
export type Proposed = { fileName: string; content: Uint8Array; sha256: string; check: TemplateCheck };

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const described = {
  id: true,
  version: true,
  createdAt: true,
  createdById: true,
  updatedAt: true,
  archivedAt: true,
  name: true,
  language: true,
  kinds: true,
  isDefault: true,
  fileName: true,
  sha256: true,
  bytes: true,
  checked: true,
} as const;

// ── Reading ──

async function readTemplate(from: Transaction, id: string): Promise<DocumentTemplate> {
  const row = await from.documentTemplate.findUnique({ where: { id }, select: described });
  if (!row) throw notFound();
  const uploadedBy = row.createdById ? await from.user.findUnique({ where: { id: row.createdById }, select: { id: true, name: true } }) : null;
  return {
    ...recordFields(row),
    ...pick(row, ['name', 'isDefault', 'fileName', 'sha256', 'bytes']),
    language: row.language as DocumentTemplate['language'],
    kinds: JSON.parse(row.kinds) as DocumentTemplate['kinds'],
    uploadedBy,
    check: JSON.parse(row.checked) as TemplateCheck,
  };
}

export function getTemplate(ctx: Context, id: string): Promise<DocumentTemplate> {
  return readTemplate(ctx.db.reader, id);
}

const templateListing: Listing = {
  from: sql`"DocumentTemplate" t`,
  id: sql`t."id"`,
  columns: sql`t."id"`,
  base: (_, query) => (query.archived ? [] : [sql`t."archivedAt" IS NULL`]),
  filters: {
    archived: (values) =>
      join(values.map((value) => (value === 'true' ? sql`t."archivedAt" IS NOT NULL` : sql`t."archivedAt" IS NULL`)), ' OR '),
  },
  sorts: {
    createdAt: { expression: sql`t."createdAt"`, kind: 'instant' },
    name: { expression: sql`t."name"`, kind: 'text' },
  },
  defaultSort: '-createdAt',
};

export async function listTemplates(ctx: Context, query: ListQuery): Promise<{ items: DocumentTemplate[]; total: number; nextCursor: string | null }> {
  const { rows, ...page } = await listPage<{ id: string }>(templateListing, ctx, query);
  return { items: await Promise.all(rows.map(({ id }) => readTemplate(ctx.db.reader, id))), ...page };
}

export async function downloadTemplate(ctx: Context, id: string): Promise<Download> {
  const row = await ctx.db.reader.documentTemplate.findUnique({ where: { id }, select: { fileName: true, content: true } });
  if (!row) throw notFound();
  return { fileName: row.fileName, mediaType: docx, content: Buffer.from(row.content) };
}

/** A template to begin one’s own from: our own page with every placeholder, explained. */
export async function builtInTemplate(language: DocumentLanguage): Promise<Download> {
  // The libraries of documents are loaded when somebody asks for one.
  const { starterDocx } = await import('../documents/starter-docx.ts');
  return { fileName: `${m.template_built_in({}, { locale: language })}.docx`, mediaType: docx, content: await starterDocx(language) };
}

/**
 * The office's template for a document: the default one of its kind and language; null where there is none, and our own
 * page is used.
 */
export async function templateFor(ctx: Context, { kind, parts }: Pick<DocumentTree, 'kind' | 'parts'>): Promise<{ id: string; content: Uint8Array } | null> {
  const rows = await ctx.db.reader.documentTemplate.findMany({
    where: { isDefault: true, archivedAt: null },
    select: { id: true, language: true, kinds: true },
    orderBy: { updatedAt: 'desc' },
  });
  const choices = rows.map((row) => ({ ...row, kinds: JSON.parse(row.kinds) as string[] }));
  const chosen = chosenFor(choices, kind, parts.map(({ language }) => language));
  if (!chosen) return null;
  return ctx.db.reader.documentTemplate.findUnique({ where: { id: chosen.id }, select: { id: true, content: true } });
}

// ── Writing ──

export function keepTemplate(ctx: Context, proposed: Proposed | null): Promise<DocumentTemplate> {
  if (!proposed) throw notFound();
  const { fileName, content, sha256, check } = proposed;
  return ctx.write(async ({ tx, audit }) => {
    const { id } = await tx.documentTemplate.create({
      data: {
        name: fileName.replace(/\.(?:docx|dotx)$/i, '').trim() || fileName,
        fileName,
        content: Uint8Array.from(content),
        sha256,
        bytes: content.length,
        checked: JSON.stringify(check),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    const template = await readTemplate(tx, id);
    await audit({ action: 'create', recordType: 'document-template', recordId: id, recordLabel: template.name, after: told(template) });
    return template;
  });
}

export function changeTemplate(ctx: Context, id: string, ifMatch: number, { archived, kinds, ...change }: TemplateChange): Promise<DocumentTemplate> {
  return ctx.write(async ({ tx, audit }) => {
    const before = await readTemplate(tx, id);
    await assertVersion(before, ifMatch, async () => before);
    await tx.documentTemplate.update({
      where: { id },
      data: {
        ...pick(change, ['name', 'language', 'isDefault']),
        ...(kinds && { kinds: JSON.stringify([...kinds].sort()) }),
        // What is put away serves no longer.
        ...(archived && { isDefault: false }),
        ...updatedBy(ctx.user.id, ctx.now, archived),
      },
    });
    const template = await readTemplate(tx, id);
    await audit({ action: actionOf(archived), recordType: 'document-template', recordId: id, recordLabel: template.name, before: told(before), after: told(template) });
    if (template.isDefault) await leaveOneDefault(ctx, tx, audit, template);
    return template;
  });
}

/** Another default for exactly the same notes is one no longer. */
async function leaveOneDefault(
  ctx: Context,
  tx: Transaction,
  audit: Parameters<Parameters<Context['write']>[0]>[0]['audit'],
  { id, language, kinds }: DocumentTemplate,
): Promise<void> {
  const others = await tx.documentTemplate.findMany({ where: { isDefault: true, language, kinds: JSON.stringify(kinds), id: { not: id } }, select: { id: true } });
  for (const other of others) {
    const before = await readTemplate(tx, other.id);
    await tx.documentTemplate.update({ where: { id: other.id }, data: { isDefault: false, ...updatedBy(ctx.user.id, ctx.now) } });
    const after = await readTemplate(tx, other.id);
    await audit({ action: 'update', recordType: 'document-template', recordId: other.id, recordLabel: before.name, before: told(before), after: told(after) });
  }
}

/** What the trail tells of a template: not the list of its styles. */
const told = ({ name, language, kinds, isDefault, fileName, sha256, archivedAt }: DocumentTemplate) => ({ name, language, kinds, isDefault, fileName, sha256, archivedAt });
