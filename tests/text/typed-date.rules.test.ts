import { expect, it } from 'vitest';
import { readTypedDate } from '../../server/text/typed-date.rules.ts';

it.each([
  ['', ''],
  ['2025', '2025'],
  ['2025-03', '2025-03'],
  ['2025-03-31', '2025-03-31'],
  ['2025/3/31', '2025-03-31'],
  ['31/3/2025', '2025-03-31'],
  ['31-03-2025', '2025-03-31'],
  ['3/2025', '2025-03'],
  ['mars 2025', '2025-03'],
  ['31 mars 2025', '2025-03-31'],
  ['le 1er févr. 2025', '2025-02-01'],
  ['déc. 2024', '2024-12'],
  ['12 août', '2026-08-12'],
  ['3 janvier', '2027-01-03'],
  ['March 31, 2025', '2025-03-31'],
  ['aujourd’hui', '2026-11-21'],
  ["aujourd'hui", '2026-11-21'],
  ['hier', '2026-11-20'],
  ['après-demain', '2026-11-23'],
])('reads « %s » as %s', (typed, iso) => expect(readTypedDate(typed, '2026-11-21')).toBe(iso));

it.each(['bientôt', '31 février 2025', '2025-13', '12', 'mars avril 2025', '1 2 mars 2025', '32/1/2025', '2025-02-29'])(
  'does not guess « %s »',
  (typed) => expect(readTypedDate(typed, '2026-11-21')).toBeNull(),
);
