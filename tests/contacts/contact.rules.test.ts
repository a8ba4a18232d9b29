import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, ofCity, suggestForm, type AddressForm } from '../../server/contacts/contact.address.rules.ts';
import { normalizeEmail, normalizePhone, normalizeWeb, readPoints } from '../../server/contacts/contact.points.rules.ts';
import {
  checkClosing,
  checkPositions,
  dayBefore,
  isOpenOn,
  overlap,
  positionOn,
  titleOn,
  withOnePrimary,
  type Held,
} from '../../server/contacts/contact.rules.ts';
import { formatPhone } from '../../server/text/format.rules.ts';

const post = (organizationId: string, titleFr: string, validFrom: string | null, validTo: string | null, isPrimary = true): Held => ({
  organizationId,
  titleFr,
  titleEn: null,
  validFrom,
  validTo,
  isPrimary,
});
const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));

describe('positions over time', () => {
  const namur = post('city.namur', 'Conseillère', '2023-02', '2025-12-31');
  const brussels = post('city.brussels', 'Cheffe de projet', '2026-01-12', null);
  const network = post('net.aimf', 'Vice-présidente', '2020', null, false);

  it('counts a partial start from its first day and a partial end to its last', () => {
    expect(isOpenOn({ validFrom: '2025-03', validTo: '2025-06' }, '2025-03-01')).toBe(true);
    expect(isOpenOn({ validFrom: '2025-03', validTo: '2025-06' }, '2025-06-30')).toBe(true);
    expect(isOpenOn({ validFrom: '2025-03', validTo: '2025-06' }, '2025-07-01')).toBe(false);
    expect(isOpenOn({ validFrom: '2025', validTo: '2025' }, '2024-12-31')).toBe(false);
    expect(isOpenOn({ validFrom: null, validTo: null }, '1608-07-03')).toBe(true);
  });

  it('gives the title held that day, in that organization or in the first one', () => {
    const all = [namur, brussels, network];
    expect(titleOn(all, '2024-06-01', 'city.namur')?.titleFr).toBe('Conseillère');
    expect(titleOn(all, '2026-01-12', null)?.titleFr).toBe('Cheffe de projet');
    expect(titleOn(all, '2026-01-05', null)?.titleFr).toBe('Vice-présidente');
    expect(titleOn(all, '2024-06-01', 'city.brussels')).toBeNull();
    expect(titleOn([{ organizationId: 'x', validFrom: null, validTo: null }], '2024-06-01', 'x')).toBeNull();
  });

  it('prefers the primary position, then the most recent', () => {
    expect(positionOn([network, brussels], '2026-02-01')).toBe(brussels);
    expect(positionOn([{ ...network, isPrimary: true }, brussels], '2026-02-01')).toBe(brussels);
    expect(positionOn([{ ...network, isPrimary: true }, { ...brussels, isPrimary: false }], '2026-02-01')?.titleFr).toBe('Vice-présidente');
  });

  it('keeps one primary position among those held', () => {
    const sent = [namur, network, brussels].map(({ isPrimary: _, ...position }) => position);
    expect(withOnePrimary(sent, '2026-02-01').map(({ isPrimary }) => isPrimary)).toEqual([true, true, false]);
    expect(withOnePrimary([network, brussels], '2026-02-01').map(({ isPrimary }) => isPrimary)).toEqual([false, true]);
  });

  it('refuses an end before the start and the same post twice at once', () => {
    expect(checkPositions([post('a', 'X', '2025-03', '2025-03')])).toEqual([]);
    expect(checkPositions([post('a', 'X', '2025-03', '2025-02-28')]).map(({ pointer }) => pointer)).toEqual(['/positions/0/validTo']);
    expect(checkPositions([post('a', 'Maire', '2020', null), post('a', 'maire', '2024', null)]).map(({ pointer }) => pointer)).toEqual(['/positions/1']);
    expect(checkPositions([post('a', 'Maire', '2020', '2021'), post('a', 'Maire', '2022', null)])).toEqual([]);
    expect(checkPositions([post('a', 'Maire', null, null), post('b', 'Maire', null, null)])).toEqual([]);
  });

  it('finds an overlap exactly when there is a day in both periods', () => {
    const period = fc.record({ validFrom: fc.option(day), validTo: fc.option(day) });
    const isReal = ({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }) => !validFrom || !validTo || validFrom <= validTo;
    fc.assert(
      fc.property(period.filter(isReal), period.filter(isReal), (a, b) => {
        const from = [a.validFrom, b.validFrom].map((one) => one ?? '0000-01-01').sort()[1]!;
        const to = [a.validTo, b.validTo].map((one) => one ?? '9999-12-31').sort()[0]!;
        expect(overlap(a, b)).toBe(from <= to);
        expect(overlap(b, a)).toBe(overlap(a, b));
      }),
    );
  });
});

describe('closing one post and opening the next', () => {
  it('closes the day before, as precisely as the day is known', () => {
    expect(dayBefore('2026-01-12')).toBe('2026-01-11');
    expect(dayBefore('2024-03-01')).toBe('2024-02-29');
    expect(dayBefore('2026-01-01')).toBe('2025-12-31');
    expect(dayBefore('2026-01')).toBe('2025-12');
    expect(dayBefore('2026')).toBe('2025');
  });

  it('leaves neither a gap nor an overlap', () => {
    fc.assert(
      fc.property(partial, day, (validFrom, someDay) => {
        const closed = { validFrom: null, validTo: dayBefore(validFrom) };
        expect(isOpenOn(closed, someDay)).not.toBe(isOpenOn({ validFrom, validTo: null }, someDay));
        expect(overlap(closed, { validFrom })).toBe(false);
      }),
    );
  });

  it('refuses to close what began later or has already ended', () => {
    expect(checkClosing([{ validFrom: '2024-06', validTo: null }], '2026-01-12')).toEqual([]);
    expect(checkClosing([{ validFrom: '2024-06', validTo: '2027' }], '2026-01-12')).toEqual([]);
    expect(checkClosing([{ validFrom: '2026-06', validTo: null }], '2026-01-12')[0]?.pointer).toBe('/validFrom');
    expect(checkClosing([{ validFrom: '2020', validTo: '2021' }], '2026-01-12')[0]?.pointer).toBe('/closes');
  });
});

describe('where to write and call', () => {
  it('keeps an e-mail in lower case and refuses what is none', () => {
    expect(normalizeEmail(' Claire.Bouchard@Ville.Quebec.QC.ca ')).toBe('claire.bouchard@ville.quebec.qc.ca');
    expect(normalizeEmail('Claire Bouchard <claire@exemple.org>')).toBe('claire@exemple.org');
    expect(normalizeEmail('mailto:a@b.ca')).toBe('a@b.ca');
    expect(normalizeEmail('josé@münchen.example')).toBe('josé@münchen.example');
    for (const typed of ['claire', 'claire@', '@ville.ca', 'a@b', 'a b@c.ca', 'a@b..ca', 'a@b.ca, c@d.ca']) expect(normalizeEmail(typed), typed).toBeNull();
  });

  it('keeps a telephone number in E.164, of Canada unless told otherwise', () => {
    expect(normalizePhone('418 641-6411')).toBe('+14186416411');
    expect(normalizePhone('(418) 641-6411, poste 204')).toBe('+14186416411;ext=204');
    expect(normalizePhone('418-641-6411 x204')).toBe('+14186416411;ext=204');
    expect(normalizePhone('Tél. : 418 641-6411')).toBe('+14186416411');
    expect(normalizePhone('+33 (0)5 56 10 20 30')).toBe('+33556102030');
    for (const typed of ['641-6411', 'appelez-moi', '12', '+999 123', '']) expect(normalizePhone(typed), typed).toBeNull();
  });

  it('reads again what it has written', () => {
    for (const typed of ['418 641-6411', '418 641-6411 poste 12', '+33 5 56 10 20 30', '+47 21 80 21 80']) {
      const kept = normalizePhone(typed)!;
      expect(normalizePhone(kept)).toBe(kept);
      expect(normalizePhone(formatPhone(kept, 'fr'))).toBe(kept);
      expect(normalizePhone(formatPhone(kept, 'en'))).toBe(kept);
    }
  });

  it('gives a web address its scheme and no other', () => {
    expect(normalizeWeb('www.ovpm.org')).toBe('https://www.ovpm.org');
    expect(normalizeWeb('http://ovpm.org/fr')).toBe('http://ovpm.org/fr');
    for (const typed of ['javascript:alert(1)', 'ftp://a.b', 'bonjour', 'https://']) expect(normalizeWeb(typed), typed).toBeNull();
  });

  it('names the line that it refuses and keeps each point once', () => {
    const { points, errors } = readPoints([
      { kind: 'email', value: 'A@B.ca' },
      { kind: 'email', value: 'a@b.ca' },
      { kind: 'phone', value: '911?' },
    ]);
    expect(points).toEqual([{ kind: 'email', value: 'a@b.ca' }]);
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/contactPoints/2/value']);
    expect(errors[0]?.message('fr')).toContain('418 641-6411');
  });
});

describe('how to address somebody', () => {
  const form: AddressForm = {
    id: 'adr.mayor.f',
    roleCode: 'mayor',
    labelFr: 'Mairesse',
    labelEn: 'Mayor',
    envelopeFr: 'Madame {nom}, mairesse de {ville}',
    envelopeEn: '{civility} {name}, Mayor of {city}',
    salutationFr: 'Madame la Mairesse,',
    salutationEn: 'Dear Mayor {family},',
    spokenFr: null,
    spokenEn: null,
    closingFr: 'Je vous prie d’agréer, {appel}, l’expression de ma considération distinguée.',
    closingEn: 'Yours sincerely,',
    noteFr: null,
    noteEn: null,
  };
  const maelle = {
    givenName: 'Maëlle',
    particle: 'de',
    familyName: 'La Rivière',
    nameOrder: 'given_first',
    honorific: 'mme',
    pronouns: null,
    preferredSalutation: null,
  };

  it('fills in the names, in both languages', () => {
    const address = addressOf(maelle, form, { nameFr: 'Ottawa', nameEn: 'Ottawa' }, true);
    expect(address).toMatchObject({
      envelopeFr: 'Madame Maëlle de La Rivière, mairesse d’Ottawa',
      envelopeEn: 'Ms. Maëlle de La Rivière, Mayor of Ottawa',
      salutationEn: 'Dear Mayor de La Rivière,',
      closingFr: 'Je vous prie d’agréer, Madame la Mairesse, l’expression de ma considération distinguée.',
    });
  });

  it('leaves the city out when it is unknown, and puts the person’s preference first', () => {
    const address = addressOf({ ...maelle, preferredSalutation: 'Chère Maëlle,' }, form, null, true);
    expect(address).toMatchObject({ envelopeFr: 'Madame Maëlle de La Rivière, mairesse', salutationFr: 'Chère Maëlle,', isPreferred: true });
    expect(address.closingFr).toContain('agréer, Chère Maëlle, l’expression');
  });

  it('contracts the article of a city', () => {
    expect(['Québec', 'Ottawa', 'Le Havre', 'Les Sables'].map((city) => ofCity(city, 'fr'))).toEqual(['de Québec', 'd’Ottawa', 'du Havre', 'des Sables']);
    expect(ofCity('Le Havre', 'en')).toBe('of Le Havre');
  });

  it('suggests the form of the role in the gender of the civility, and the plain one in doubt', () => {
    const forms = ['adr.mayor', 'adr.default', 'adr.minister-qc', 'adr.minister-ca'].flatMap((id) =>
      ['m', 'f', 'x'].map((gender) => ({ id: `${id}.${gender}`, roleCode: id.startsWith('adr.mayor') ? 'mayor' : id.startsWith('adr.minister') ? 'minister' : 'other' })),
    );
    const suggested = (honorific: string | null, role: string | null) => suggestForm(forms, { honorific, pronouns: null }, role)?.id;
    expect(suggested('mme', 'mayor')).toBe('adr.mayor.f');
    expect(suggested(null, 'mayor')).toBe('adr.mayor.x');
    expect(suggested('m', 'minister')).toBe('adr.default.m');
    expect(suggested('mme', null)).toBe('adr.default.f');
    expect(suggestForm([], { honorific: 'm', pronouns: null }, 'mayor')).toBeNull();
  });
});
