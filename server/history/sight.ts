import { visibleSensitivities, type Context } from '../http/context.ts';
import { maySee } from '../http/sight.ts';
import type { AuditEvent } from './history.schema.ts';

type Changes = AuditEvent['changes'];
type Table = 'interaction' | 'followUp' | 'mission' | 'agreement' | 'contact';
type Told = { table: Table; id: string };

/** Fields of the trail that hold records with a level of their own, and where these are. */
const naming: Record<string, Table> = {
  bornIn: 'interaction',
  closedBy: 'interaction',
  interaction: 'interaction',
  mission: 'mission',
  agreement: 'agreement',
  followUps: 'followUp',
  closedFollowUps: 'followUp',
  contact: 'contact',
};

/**
 * What of each change the caller may read. An event holds all that was known, and not everybody may know it: a hidden
 * meeting, mission, person or promise is left out by the level that it has now, at whatever depth; a part of a record by
 * the one written with it. A change of which nothing is left is no change for the caller.
 */
export async function readable(ctx: Context, all: Changes[]): Promise<Changes[]> {
  const hidden = await hiddenOnes(ctx, all);
  const levels: readonly string[] = visibleSensitivities(ctx.user.role);
  const isHidden = (field: string, value: unknown): boolean => {
    const told = toldBy(field, value);
    if (told) return hidden[told.table].has(told.id);
    const { sensitivity } = asRecord(value);
    return typeof sensitivity === 'string' && !levels.includes(sensitivity);
  };
  const left = (field: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isHidden(field, one)).map((one) => left(field, one));
    if (isHidden(field, value)) return null;
    if (typeof value !== 'object' || value === null) return value;
    const within = Object.entries(value).map(([name, part]) => [name, left(name, part)]);
    return { ...Object.fromEntries(within), ...(hidden.contact.has(signatoryOf(value) ?? '') && unsigned) };
  };
  return all.map((changes) =>
    Object.fromEntries(
      Object.entries(changes).flatMap(([field, [before, after]]) => {
        const seen: [unknown, unknown] = [left(field, before), left(field, after)];
        const hasLost = JSON.stringify(seen) !== JSON.stringify([before, after]);
        const isSame = JSON.stringify(seen[0] ?? []) === JSON.stringify(seen[1] ?? []);
        return hasLost && isSame ? [] : [[field, seen]];
      }),
    ),
  );
}

/** The record that a value of the trail tells of: by its field, or because it is somebody who took part in something. */
function toldBy(field: string, value: unknown): Told | null {
  const { id, contactId, type } = asRecord(value);
  if (typeof contactId === 'string') return { table: 'contact', id: contactId };
  const table = naming[field === 'subjects' ? String(type) : field];
  return table && typeof id === 'string' ? { table, id } : null;
}

/** Of a party to an agreement, the person who signed; the party itself is nobody's secret. */
const signatoryOf = (value: unknown): string | null => {
  const { signatoryId } = asRecord(value);
  return typeof signatoryId === 'string' ? signatoryId : null;
};
const unsigned = { signatory: null, signatoryName: null, signatoryTitle: null };

/** Of the records that the changes tell of, those that the caller may not see; what is gone is hidden too. */
async function hiddenOnes(ctx: Context, all: Changes[]): Promise<Record<Table, Set<string>>> {
  const named: Record<Table, Set<string>> = { interaction: new Set(), followUp: new Set(), mission: new Set(), agreement: new Set(), contact: new Set() };
  const gather = (field: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const told = Array.isArray(value) ? null : toldBy(field, value);
    if (told) named[told.table].add(told.id);
    const signatory = signatoryOf(value);
    if (signatory) named.contact.add(signatory);
    for (const [name, part] of Object.entries(value)) gather(Array.isArray(value) ? field : name, part);
  };
  for (const [field, values] of all.flatMap((changes) => Object.entries(changes))) gather(field, values);
  const { reader } = ctx.db;
  const asked = (table: Table) => ({ where: { id: { in: [...named[table]] } }, select: { id: true, sensitivity: true, createdById: true } as const });
  const found = {
    interaction: await reader.interaction.findMany(asked('interaction')),
    followUp: await reader.followUp.findMany(asked('followUp')),
    mission: await reader.mission.findMany(asked('mission')),
    agreement: await reader.agreement.findMany(asked('agreement')),
    contact: await reader.contact.findMany(asked('contact')),
  };
  for (const [table, rows] of Object.entries(found) as [Table, (typeof found)[Table]][]) {
    for (const row of rows) if (maySee(ctx.user, row)) named[table].delete(row.id);
  }
  return named;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
