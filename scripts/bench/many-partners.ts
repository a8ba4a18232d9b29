import type Sqlite from 'better-sqlite3';
import { contactName, contactSortName } from '../../server/contacts/contact.names.rules.ts';
import { sortKey } from '../../server/text/fold.rules.ts';
import { positionRoles, type organizationKinds } from '../../server/vocabulary.ts';
import { bulkTable, type Send } from './bulk.ts';
import { day, dayOf, drawing, stored, today, zipf } from './draw.ts';
import type { Size } from './many.ts';
import { bodies, commonFamilies, given, hardTowns, invent, otherScripts } from './names.ts';

export type Partner = { id: string; nameFr: string; nameEn: string | null; placeId: string | null; contacts: Person[]; createdAt: number };
export type Person = { id: string; name: string; titleFr: string };
export type Partners = { organizations: Partner[]; byRank: Partner[]; users: { id: string; name: string }[]; places: { id: string; nameFr: string; nameEn: string }[]; commitments: string[]; sectors: string[] };

const kinds = [['municipality', 34], ['business', 14], ['university', 9], ['cultural', 9], ['civil_society', 8], ['economic_development', 6], ['public_agency', 5], ['diplomatic_post', 4], ['foreign_government', 3], ['federated_state', 2], ['international_organization', 2], ['city_network', 2], ['provincial_ministry', 1], ['federal_department', 1]] as const satisfies (readonly [(typeof organizationKinds)[number], number])[];
const stages = [['prospect', 34], ['exploring', 20], ['active', 24], ['strategic', 3], ['dormant', 13], ['closed', 6]] as const;
const tiers = [['A', 2], ['B', 8], ['C', 25], ['D', 30], [null, 35]] as const;
const tags = [['ville du patrimoine mondial', 3], ['acteur nordique', 5], ['partenaire local', 4], ['francophonie', 9], ['hiver', 4], ['port', 6], ['jeunesse', 6], ['climat', 12], ['culture', 11], ['numérique', 8]] as const;
const languages = [['fr', 45], ['en', 30], ['es', 9], ['de', 4], ['pt', 3], ['ar', 3], ['zh', 2], ['pl', 2], ['vi', 2]] as const;
const titles = ['Conseillère', 'Directeur général', 'Cheffe du protocole', 'Attaché culturel', 'Mairesse', 'Adjointe au maire', 'Professeur', 'Chargée de projet', 'Présidente', 'Délégué'];

/** Places, our people, partners and their people; `raw` says what the office has before. */
export function addPartners(raw: Sqlite.Database, send: Send, random: () => number, size: Size): Partners {
  const draw = drawing(random);
  const ids = (sql: string): string[] => raw.prepare<[], { id: string }>(sql).all().map(({ id }) => id);
  const commitments = ids(`SELECT "id" FROM "PolicyNode" WHERE "kind" = 'commitment' ORDER BY "id"`);
  const sectors = ids(`SELECT "id" FROM "Sector" ORDER BY "id"`);
  const end = today();
  const towns = [...hardTowns, ...Array.from({ length: 8_000 }, () => (draw.chance(0.15) ? `Saint-${invent(random, 2)}` : draw.chance(0.06) ? `${invent(random, 1)}-sur-${invent(random, 2)}` : invent(random, draw.number(2, 4))))];
  const families = [...commonFamilies, ...Array.from({ length: 9_000 }, () => invent(random, draw.number(1, 3)))];

  const places = addPlaces(raw, send, random, size, towns);
  const users = raw.prepare<[], { id: string; name: string }>(`SELECT "id", "name" FROM "User" WHERE "role" <> 'reader' ORDER BY "id"`).all();
  const userTable = bulkTable(send, 'User', ['id', 'email', 'name', 'role', 'createdAt', 'updatedAt'] as const);
  for (let n = 0; n < size.users; n += 1) {
    const at = end - draw.number(1, 3650) * day;
    const user = { id: draw.id(at), name: `${draw.one(given)} ${draw.one(commonFamilies)}` };
    users.push(user);
    userTable.add({ ...user, email: `bench${n}@office.example`, role: 'officer', createdAt: stored(at), updatedAt: stored(at) });
  }
  userTable.flush();

  const organization = bulkTable(send, 'Organization', ['id', 'kind', 'nameFr', 'nameEn', 'sortName', 'descriptionFr', 'placeId', 'website', 'language', 'stage', 'tier', 'ownerId', 'cadenceDays', 'isPending', 'createdAt', 'updatedAt', 'createdById', 'archivedAt'] as const);
  const name = bulkTable(send, 'OrganizationName', ['id', 'organizationId', 'kind', 'name'] as const);
  const tagged = bulkTable(send, 'OrganizationTag', ['organizationId', 'tag'] as const);
  const sector = bulkTable(send, 'OrganizationSector', ['organizationId', 'sectorId'] as const);
  const tie = bulkTable(send, 'OrganizationCommitment', ['organizationId', 'policyNodeId', 'isStated'] as const);
  const member = bulkTable(send, 'Membership', ['id', 'forumId', 'organizationId', 'status'] as const);
  const forums = ids(`SELECT "id" FROM "Forum" ORDER BY "id"`);
  const organizations: Partner[] = [];
  for (let n = 0; n < size.organizations; n += 1) {
    const town = towns[n % towns.length]!;
    const isTown = n < size.organizations * 0.34;
    const nameFr = isTown ? `Ville de ${town}` : `${draw.one(bodies)} ${town}${draw.chance(0.3) ? ` et ${draw.one(towns)}` : ''}`;
    const nameEn = isTown ? `City of ${town}` : draw.chance(0.3) ? `${town} ${draw.one(['University', 'Chamber of Commerce', 'Port Authority', 'Museum', 'Agency'])}` : null;
    const createdAt = end - draw.number(30, 3650) * day;
    const place = draw.chance(0.96) ? draw.one(places) : null;
    const id = draw.id(createdAt);
    const names = draw.chance(0.4) ? [{ kind: 'acronym', name: Array.from({ length: 4 }, () => String.fromCharCode(65 + draw.number(0, 26))).join('') }] : [];
    if (draw.chance(0.15)) names.push({ kind: 'former', name: `Ancien ${nameFr}` });
    const ownTags = draw.chance(0.5) ? [draw.weighted(tags)] : [];
    const descriptionFr = draw.chance(0.3) ? `${draw.one(['Partenaire', 'Interlocuteur', 'Hôte'])} pour ${draw.one(subjects)} et ${draw.one(subjects)}, depuis ${draw.number(1990, 2026)}.` : null;
    const isArchived = draw.chance(0.02);
    organization.add({
      id, kind: isTown ? 'municipality' : draw.weighted(kinds.slice(1)), nameFr, nameEn, sortName: sortKey(nameFr), descriptionFr, placeId: place?.id ?? null,
      website: draw.chance(0.4) ? `https://www.org${n}.example` : null, language: draw.weighted(languages), stage: draw.weighted(stages), tier: draw.weighted(tiers), ownerId: draw.chance(0.6) ? draw.one(users).id : null,
      cadenceDays: draw.chance(0.03) ? draw.one([30, 60, 120, 200]) : null, isPending: draw.chance(0.02) ? 1 : 0, createdAt: stored(createdAt), updatedAt: stored(createdAt + draw.number(0, 30) * day), createdById: draw.one(users).id,
      archivedAt: isArchived ? stored(end - draw.number(0, 400) * day) : null,
    });
    for (const one of names) name.add({ id: draw.id(createdAt), organizationId: id, ...one });
    for (const tag of ownTags) tagged.add({ organizationId: id, tag });
    if (draw.chance(0.6)) sector.add({ organizationId: id, sectorId: draw.one(sectors) });
    for (const policyNodeId of new Set([draw.one(commitments), draw.one(commitments)])) if (draw.chance(0.5)) tie.add({ organizationId: id, policyNodeId, isStated: 1 });
    if (draw.chance(0.08)) member.add({ id: draw.id(createdAt), forumId: draw.one(forums), organizationId: id, status: 'member' });
    organizations.push({ id, nameFr, nameEn, placeId: place?.id ?? null, contacts: [], createdAt });
  }
  for (const table of [organization, name, tagged, sector, tie, member]) table.flush();
  // Who is met most is not who comes first in any order.
  const byRank = organizations.map((organization) => ({ organization, key: random() })).sort((a, b) => a.key - b.key).map((one) => one.organization);
  addPeople(send, random, size, families, organizations, byRank, users);
  return { organizations, byRank, users, places, commitments, sectors };
}

const subjects = ['la transition climatique', 'l’hiver en ville', 'le patrimoine', 'la mobilité étudiante', 'la sécurité civile', 'la relance du port', 'les industries culturelles', 'l’accueil de délégations'];

/** The cities of the reference data, and as many more near the middle of their country. */
function addPlaces(raw: Sqlite.Database, send: Send, random: () => number, size: Size, towns: string[]): Partners['places'] {
  const draw = drawing(random);
  type Country = { id: string; nameFr: string; nameEn: string; countryCode: string; latitude: number; longitude: number };
  const countries = raw.prepare<[], Country>(`SELECT * FROM "Place" WHERE "kind" = 'country' AND "latitude" IS NOT NULL ORDER BY "id"`).all();
  const places = raw.prepare<[], Partners['places'][number]>(`SELECT "id", "nameFr", "nameEn" FROM "Place" WHERE "kind" IN ('city', 'country') ORDER BY "id"`).all();
  const table = bulkTable(send, 'Place', ['id', 'kind', 'parentId', 'nameFr', 'nameEn', 'sortName', 'countryCode', 'latitude', 'longitude'] as const);
  const near = zipf(random, countries.length);
  // A few countries have most of the partners, and not those at the head of the alphabet.
  const shuffled = countries.map((country) => ({ country, key: random() })).sort((a, b) => a.key - b.key).map(({ country }) => country);
  for (let n = 0; n < size.places; n += 1) {
    const country = shuffled[near()]!;
    const name = towns[n % towns.length]!;
    const id = draw.id(today() - 3650 * day + n);
    const within = (value: number, most: number): number => Math.max(-most, Math.min(most, Math.round((value + (random() - 0.5) * 6) * 1000) / 1000));
    table.add({ id, kind: 'city', parentId: country.id, nameFr: name, nameEn: name, sortName: sortKey(name), countryCode: country.countryCode, latitude: within(country.latitude, 85), longitude: within(country.longitude, 180) });
    places.push({ id, nameFr: name, nameEn: name });
  }
  table.flush();
  return places;
}

function addPeople(send: Send, random: () => number, size: Size, families: string[], organizations: Partner[], byRank: Partner[], users: { id: string }[]): void {
  const draw = drawing(random);
  const contact = bulkTable(send, 'Contact', ['id', 'givenName', 'familyName', 'nameOrder', 'nativeName', 'sortName', 'correspondenceLanguage', 'sensitivity', 'isPending', 'createdAt', 'updatedAt', 'createdById', 'archivedAt'] as const);
  const language = bulkTable(send, 'ContactLanguage', ['contactId', 'language'] as const);
  const point = bulkTable(send, 'ContactPoint', ['id', 'contactId', 'kind', 'value', 'isPrimary'] as const);
  const position = bulkTable(send, 'Position', ['id', 'contactId', 'organizationId', 'titleFr', 'roleCode', 'validFrom', 'validTo', 'isPrimary'] as const);
  const known = bulkTable(send, 'Acquaintance', ['contactId', 'userId', 'since'] as const);
  const end = today();
  const dayNow = dayOf(end);
  const where = zipf(random, organizations.length);
  for (let n = 0; n < size.contacts; n += 1) {
    const createdAt = end - draw.number(1, 3650) * day;
    const id = draw.id(createdAt);
    const other = draw.chance(0.06) ? draw.one(otherScripts) : null;
    // A cube makes the first names of the list common and the last ones rare, as names are.
    const familyName = other?.[0] ?? `${families[Math.floor(random() ** 3 * families.length)]!}${draw.chance(0.06) ? `-${draw.one(commonFamilies)}` : ''}`;
    const person = { givenName: other?.[1] ?? draw.one(given), particle: null, familyName, nameOrder: other && draw.chance(0.4) ? 'family_first' : 'given_first', nativeName: other?.[2] ?? null };
    const name = contactName(person);
    const sensitivity = draw.weighted([['internal', 90], ['public', 5], ['restricted', 4], ['confidential', 1]] as const);
    const isArchived = draw.chance(0.02);
    const languageOf = draw.weighted(languages);
    const { particle: _none, ...columns } = person;
    contact.add({ id, ...columns, sortName: contactSortName(person), correspondenceLanguage: languageOf, sensitivity, isPending: draw.chance(0.02) ? 1 : 0, createdAt: stored(createdAt), updatedAt: stored(createdAt + draw.number(0, 20) * day), createdById: draw.one(users).id, archivedAt: isArchived ? stored(end - draw.number(0, 400) * day) : null });
    for (const one of new Set([languageOf, draw.chance(0.5) ? draw.weighted(languages) : languageOf])) language.add({ contactId: id, language: one });
    const email = `p${n}@org.example`;
    if (draw.chance(0.85)) point.add({ id: draw.id(createdAt), contactId: id, kind: 'email', value: email, isPrimary: 1 });
    if (draw.chance(0.5)) point.add({ id: draw.id(createdAt), contactId: id, kind: draw.chance(0.6) ? 'phone' : 'mobile', value: `+1418${String(n).padStart(7, '0')}`, isPrimary: 0 });
    // Half of them at random, so that most partners have somebody; half where everybody goes.
    const at = draw.chance(0.5) ? byRank[where()]! : draw.one(organizations);
    const titleFr = draw.one(titles);
    const now = { titleFr, titleEn: null, validFrom: dayOf(createdAt).slice(0, draw.one([4, 7, 10])), validTo: draw.chance(0.07) ? dayOf(createdAt + draw.number(100, 1500) * day) : null, isPrimary: true };
    const posts = [{ ...now, organization: at }];
    if (draw.chance(0.25)) posts.push({ ...now, titleFr: draw.one(titles), validFrom: null as never, validTo: dayOf(createdAt).slice(0, 7), organization: draw.one(organizations) });
    for (const { organization, isPrimary, titleEn: _no, ...post } of posts) position.add({ ...post, id: draw.id(createdAt), contactId: id, organizationId: organization.id, roleCode: draw.chance(0.5) ? draw.one(positionRoles) : null, isPrimary: isPrimary ? 1 : 0 });
    if (draw.chance(0.03)) known.add({ contactId: id, userId: draw.one(users).id, since: String(draw.number(2012, 2026)) });
    if (!isArchived && (now.validTo === null || now.validTo > dayNow)) at.contacts.push({ id, name, titleFr });
  }
  for (const table of [contact, language, point, position, known]) table.flush();
}
