import Sqlite from 'better-sqlite3';
import { refreshContacts } from '../../server/contacts/derived.ts';
import type { Database } from '../../server/database.ts';
import { refreshOrganizations } from '../../server/organizations/derived.ts';
import { rebuildSearch } from '../../server/search/rebuild.ts';
import { sortKey } from '../../server/text/fold.rules.ts';
import { organizationKinds, organizationStages, organizationTiers } from '../../server/vocabulary.ts';

/** The full size, of which --scale takes a part. */
const full = { organizations: 20_000, contacts: 100_000, interactions: 1_000_000 };

const given = ['Élise', 'Łukasz', 'Bjørn', 'Zoë', 'Nguyễn', 'José', 'Siobhán', 'Ahmed', 'Chloé', 'Öykü', 'Jean-Noël', 'Márta', 'Yuki', 'Fatou'];
const family = ['Tremblay', 'Côté', 'Bélanger', 'Ørsted', 'Gagné', 'Muñoz', 'Łukaszewicz', 'Đặng', 'O’Brien', 'Þórsdóttir', 'Diallo', 'Lefèvre', 'Håkansson', 'L’Écuyer'];
const bodies = ['Ville de', 'Université de', 'Chambre de commerce de', 'Port de', 'Musée d’art de', 'Agence de développement de', 'Festival de', 'Métropole de'];
const towns = ['Saint-Étienne', 'Tromsø', 'Kraków', 'Málaga', 'Québec', 'Åarhus', 'İzmir', 'Thiès', 'Göteborg', 'L’Île-d’Yeu', 'Nîmes', 'Reykjavík', 'Oulu', 'Sfax'];
const subjects = ['Transition climatique', 'Accueil de délégation', 'Échange culturel', 'Innovation et port', 'Mobilité étudiante', 'Sécurité civile', 'Patrimoine', 'Hiver en ville'];

/** A generator of numbers in [0, 1) that gives the same ones every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Adds the part `scale` of the full size to an office, with its derived columns and its search index. */
export async function addMany(db: Database, file: string, scale: number): Promise<void> {
  const raw = new Sqlite(file);
  const random = seeded(2026);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const ids = (sql: string): string[] => raw.prepare<[], { id: string }>(sql).all().map(({ id }) => id);
  const places = ids(`SELECT "id" FROM "Place" WHERE "kind" IN ('city', 'country')`);
  const commitments = ids(`SELECT "id" FROM "PolicyNode" WHERE "kind" = 'commitment'`);
  const now = new Date().toISOString().replace('Z', '+00:00');
  const count = { organizations: full.organizations * scale, contacts: full.contacts * scale, interactions: full.interactions * scale };

  const organization = raw.prepare(`INSERT INTO "Organization" ("id", "kind", "nameFr", "sortName", "placeId", "stage", "tier", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const tie = raw.prepare(`INSERT INTO "OrganizationCommitment" ("organizationId", "policyNodeId", "isStated") VALUES (?, ?, TRUE)`);
  const contact = raw.prepare(`INSERT INTO "Contact" ("id", "givenName", "familyName", "sortName", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?)`);
  const position = raw.prepare(`INSERT INTO "Position" ("id", "contactId", "organizationId", "titleFr", "validFrom") VALUES (?, ?, ?, 'Conseillère', '2024-01-01')`);
  const interaction = raw.prepare(`INSERT INTO "Interaction" ("id", "status", "startsAt", "subject", "createdAt", "updatedAt") VALUES (?, 'held', ?, ?, ?, ?)`);
  const met = raw.prepare(`INSERT INTO "InteractionOrganization" ("interactionId", "organizationId") VALUES (?, ?)`);

  raw.transaction(() => {
    for (let n = 0; n < count.organizations; n += 1) {
      const name = `${one(bodies)} ${one(towns)} ${n}`;
      organization.run(`bench.o.${n}`, one(organizationKinds), name, sortKey(name), one(places), one(organizationStages), one(organizationTiers), now, now);
      tie.run(`bench.o.${n}`, one(commitments));
    }
    for (let n = 0; n < count.contacts; n += 1) {
      const [first, last] = [one(given), one(family)];
      contact.run(`bench.c.${n}`, first, last, sortKey(`${last} ${first}`), now, now);
      position.run(`bench.p.${n}`, `bench.c.${n}`, `bench.o.${Math.floor(random() * count.organizations)}`);
    }
    for (let n = 0; n < count.interactions; n += 1) {
      const at = new Date(Date.now() - random() * 20 * 365 * 86_400_000).toISOString().replace('Z', '+00:00');
      interaction.run(`bench.i.${n}`, at, `${one(subjects)} à ${one(towns)}`, at, at);
      // A few partners are met much more than the others.
      met.run(`bench.i.${n}`, `bench.o.${Math.floor(random() ** 3 * count.organizations)}`);
    }
  })();
  raw.close();
  await db.write(async (tx) => {
    await refreshOrganizations(tx, null);
    await refreshContacts(tx, null);
  });
  await rebuildSearch(db);
}
