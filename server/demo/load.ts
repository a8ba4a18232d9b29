import type { Database } from '../database.ts';
import { refreshContacts } from '../contacts/derived.ts';
import { refreshOrganizations } from '../organizations/derived.ts';
import { markAllStale } from '../interactions/activity.tables.ts';
import { rebuildSearch } from '../search/rebuild.ts';
import { readSetting } from '../settings.ts';
import { dateInZone } from '../text/format.rules.ts';
import { hashPassword } from '../users/session.service.ts';
import { addActivity } from './activity.ts';
import { shiftTo } from './dates.rules.ts';
import { readDemoOffice } from './files.ts';
import { addPartners } from './partners.ts';
import { addPlans } from './plans.ts';
import { decidePast } from './targets.ts';
import { addTrail } from './trail.ts';

/** The password of the four accounts of the demonstration office, shown on its sign-in page. */
export const demoPassword = 'passerelle-demo';

/**
 * Fills an office that has its reference data with the demonstration: fictitious people, their meetings, promises,
 * missions and agreements over two years, dated around `now`. Does nothing when it is already there.
 * @returns whether it was loaded now
 */
export async function loadDemo(db: Database, now: Date): Promise<boolean> {
  if (await readSetting(db, 'demo.notice')) {
    await decidePast(db, readDemoOffice);
    return false;
  }
  const demo = readDemoOffice();
  const shift = shiftTo(demo.asOf, dateInZone(now));
  const passwordHash = await hashPassword(demoPassword);
  await db.write(async (tx) => {
    await addPartners(tx, demo, shift, passwordHash);
    await addPlans(tx, demo, shift);
    await addActivity(tx, demo, shift);
    await addTrail(tx, demo, shift, now);
    await refreshOrganizations(tx, null);
    await refreshContacts(tx, null);
    await markAllStale(tx);
    await tx.setting.createMany({
      data: [
        { key: 'demo.notice', value: JSON.stringify(demo.notice) },
        { key: 'demo.password', value: demoPassword },
      ],
    });
  });
  await decidePast(db, () => demo);
  await rebuildSearch(db);
  return true;
}
