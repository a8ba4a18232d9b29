import type { LexiconEntry } from '../../server/capture/capture.schema.ts';
import { bodies, commonFamilies, given, invent as inventWith, seeded } from './names.ts';

/** How many names the office of the benchmark knows. */
export const full = { organizations: 20_000, contacts: 100_000 };

/** Organizations and people of an office of full size, the same every time: accents, acronyms, former names, a few family names that thousands share. */
export function* manyNames(): Generator<LexiconEntry> {
  const random = seeded(2026);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const invent = (syllables: number): string => inventWith(random, syllables);
  const towns = Array.from({ length: 8_000 }, () => (random() < 0.15 ? `Saint-${invent(2)}` : random() < 0.06 ? `${invent(1)}-sur-${invent(2)}` : invent(2 + Math.floor(random() * 2))));
  const families = [...commonFamilies, ...Array.from({ length: 9_000 }, () => invent(1 + Math.floor(random() * 2)))];
  const plain = { detailFr: null, detailEn: null };

  for (let n = 0; n < full.organizations; n += 1) {
    const town = towns[n % towns.length]!;
    const isTown = n < towns.length;
    const nameFr = isTown ? `Ville de ${town}` : `${one(bodies)} ${town}${random() < 0.3 ? ` et ${one(towns)}` : ''}`;
    const acronym = Array.from({ length: 4 }, () => String.fromCharCode(65 + Math.floor(random() * 26))).join('');
    const names = isTown ? [town] : random() < 0.4 ? [acronym, `Ancien ${nameFr}`] : [];
    yield { ...plain, type: 'organization', id: `bench.o.${n}`, nameFr, nameEn: isTown ? `City of ${town}` : null, names, lastHeldAt: null };
  }
  for (let n = 0; n < full.contacts; n += 1) {
    // A cube makes the first names of the list common and the last ones rare, as names are.
    const family = families[Math.floor(random() ** 3 * families.length)]!;
    const first = one(given);
    const name = `${first} ${family}`;
    yield { ...plain, type: 'contact', id: `bench.c.${n}`, nameFr: name, nameEn: name, names: [`${family}, ${first}`], organizationIds: [`bench.o.${Math.floor(random() * full.organizations)}`], lastHeldAt: null };
  }
}
