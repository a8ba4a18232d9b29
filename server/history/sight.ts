import { visibleSensitivities, type Context } from '../http/context.ts';
import { maySee } from '../http/sight.ts';
import type { AuditEvent } from './history.schema.ts';

type Changes = AuditEvent['changes'];
type Table = 'interaction' | 'followUp' | 'mission' | 'contact';

/** Fields of the trail that name records with a level of their own, and where these are. */
const naming: Record<string, Table> = {
  bornIn: 'interaction',
  closedBy: 'interaction',
  mission: 'mission',
  followUps: 'followUp',
  closedFollowUps: 'followUp',
  contact: 'contact',
};

/**
 * What of each change the caller may read. An event holds what its author saw, and others see less: a hidden meeting,
 * mission, person or promise is left out by the level that it has now, a part of a record by the one written with it.
 * A change of which nothing is left is no change for the caller.
 */
export async function readable(ctx: Context, all: Changes[]): Promise<Changes[]> {
  const hidden = await hiddenOnes(ctx, all);
  const levels: readonly string[] = visibleSensitivities(ctx.user.role);
  const isHidden = (field: string, value: unknown): boolean => {
    const { id, sensitivity } = asRecord(value);
    const table = naming[field];
    if (table && typeof id === 'string') return hidden[table].has(id);
    return typeof sensitivity === 'string' && !levels.includes(sensitivity);
  };
  const left = (field: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isHidden(field, one));
    return isHidden(field, value) ? null : value;
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

/** Of the records that the changes name, those that the caller may not see; what is gone is hidden too. */
async function hiddenOnes(ctx: Context, all: Changes[]): Promise<Record<Table, Set<string>>> {
  const named: Record<Table, Set<string>> = { interaction: new Set(), followUp: new Set(), mission: new Set(), contact: new Set() };
  for (const [field, values] of all.flatMap((changes) => Object.entries(changes))) {
    const table = naming[field];
    for (const value of table ? values.flat() : []) {
      const { id } = asRecord(value);
      if (table && typeof id === 'string') named[table].add(id);
    }
  }
  const { reader } = ctx.db;
  const asked = (table: Table) => ({ where: { id: { in: [...named[table]] } }, select: { id: true, sensitivity: true, createdById: true } as const });
  const found = {
    interaction: await reader.interaction.findMany(asked('interaction')),
    followUp: await reader.followUp.findMany(asked('followUp')),
    mission: await reader.mission.findMany(asked('mission')),
    contact: await reader.contact.findMany(asked('contact')),
  };
  for (const [table, rows] of Object.entries(found) as [Table, (typeof found)[Table]][]) {
    for (const row of rows) if (maySee(ctx.user, row)) named[table].delete(row.id);
  }
  return named;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
