import type { Context } from '../http/context.ts';
import { rhythmSetting } from './cadence.rules.ts';
import type { Cadence } from './cadence.schema.ts';
import { rhythmsOf } from './touch.ts';
import { m } from '../../generated/paraglide/messages.js';

export function getCadence(ctx: Context): Promise<Cadence> {
  return rhythmsOf(ctx.db.reader);
}

export function putCadence(ctx: Context, { A, B, C, D }: Cadence): Promise<Cadence> {
  return ctx.write(async ({ tx, audit }) => {
    const before = await rhythmsOf(tx);
    const after = { A, B, C, D };
    const value = JSON.stringify(after);
    await tx.setting.upsert({ where: { key: rhythmSetting }, create: { key: rhythmSetting, value }, update: { value } });
    await audit({ action: 'update', recordType: 'setting', recordId: rhythmSetting, recordLabel: m.cadence_title({}, { locale: 'fr' }), before, after });
    return after;
  });
}
