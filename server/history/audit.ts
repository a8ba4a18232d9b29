import type { Transaction } from '../database.ts';
import { uuid7 } from '../uuid.ts';

export type AuditAction =
  | 'create'
  | 'update'
  | 'archive'
  | 'restore'
  | 'delete'
  | 'sign_in'
  | 'sign_out'
  | 'export'
  | 'decide';

/** What happened to one record; `before` and `after` are compared field by field. */
export type AuditEntry = {
  action: AuditAction;
  recordType: string;
  recordId: string;
  /** What the record is called, for whoever reads the trail later */
  recordLabel?: string | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
};

const uninteresting = new Set(['id', 'version', 'createdAt', 'createdById', 'updatedAt', 'updatedById', 'sortName']);

/** Field → [before, after] for every field that differs. Absent and null are the same. */
export function changesBetween(
  before: Record<string, unknown> | null | undefined,
  after: Record<string, unknown> | null | undefined,
): Record<string, [unknown, unknown]> {
  const changes: Record<string, [unknown, unknown]> = {};
  for (const field of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    if (uninteresting.has(field)) continue;
    const [old, current] = [before?.[field] ?? null, after?.[field] ?? null];
    if (JSON.stringify(old) !== JSON.stringify(current)) changes[field] = [old, current];
  }
  return changes;
}

/** Appends an event to the audit trail, in the transaction of the change itself. */
export async function recordAudit(
  tx: Transaction,
  entry: AuditEntry & { at: Date; userId: string | null; requestId: string },
): Promise<void> {
  const changes = JSON.stringify(changesBetween(entry.before, entry.after));
  // In SQL: every write of the office ends here.
  await tx.$executeRaw`
    INSERT INTO "AuditEvent" ("id", "at", "userId", "action", "recordType", "recordId", "recordLabel", "changes", "requestId")
    VALUES (${uuid7()}, ${entry.at}, ${entry.userId}, ${entry.action}, ${entry.recordType}, ${entry.recordId}, ${entry.recordLabel ?? null}, ${changes}, ${entry.requestId})`;
}
