import { Connection, wireOf } from './client.ts';
import type { Printer } from './figures.ts';
import { prepareOffice } from './office.ts';
import { startInhabited } from './server.ts';

const partners = 12;
const activities = 30;
const times = 8;
const owed = 3_000;

type Named = { items: { id: string }[] };

/** The book of a mission of two weeks, of some forty pages, read from the records and made as Word and as PDF. */
export async function benchBook(print: Printer, file: string): Promise<void> {
  const { token } = await prepareOffice(file, []);
  const office = await startInhabited(file, token);
  const connection = new Connection(office.port);
  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const answer = await connection.ask(wireOf(method, path, { authorization: `Bearer ${token}` }, body), true);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.slice(0, 300)}`);
    return answer.body;
  };
  const read = async <T>(method: string, path: string, body?: object): Promise<T> => JSON.parse(await ask(method, path, body)) as T;
  try {
    const mission = await addMission(read);
    for (const format of ['docx', 'pdf'] as const) {
      const order = { kind: 'mission-book', subjects: [{ type: 'mission', id: mission }], language: 'fr', audience: 'internal' };
      const made: number[] = [];
      let body = await ask('POST', `/api/notes/preview?format=${format}`, order);
      await office.words();
      for (let turn = 0; turn < times; turn += 1) {
        const began = performance.now();
        body = await ask('POST', `/api/notes/preview?format=${format}`, order);
        made.push(performance.now() - began);
      }
      const { cpu } = await office.words();
      const pages = /<xmpTPg:NPages>(\d+)</.exec(body)?.[1];
      print.figure({
        name: `documents.book.${format}`,
        what: format === 'docx' ? 'the same book as Word, its table of contents with pages' : `a mission’s book of ${pages ?? 'some'} pages as PDF: ${activities} activities, ${partners} partners`,
        against: 'none: no statement alone',
        limit: owed,
        pair: { whole: made, raw: [], cpu: cpu / times },
      });
    }
  } finally {
    connection.close();
    await office.stop();
  }
}

/** A mission of ten days with the partners most met, three activities a day, people of theirs and points at each. */
async function addMission(read: <T>(method: string, path: string, body?: object) => Promise<T>): Promise<string> {
  const { items: met } = await read<Named>('GET', `/api/organizations?kind=municipality&sort=-lastHeldAt&limit=${partners}`);
  const people = new Map<string, string[]>();
  for (const { id: of } of met) people.set(of, (await read<Named>('GET', `/api/contacts?organization=${of}&limit=4`)).items.map((one) => one.id));
  const day = (n: number): string => `2027-05-${String(3 + n).padStart(2, '0')}`;
  const { id } = await read<{ id: string }>('POST', '/api/missions', {
    titleFr: 'Mission de deux semaines',
    startsOn: day(0),
    endsOn: day(9),
    itinerary: [{ placeId: 'pl.bordeaux', startsOn: day(0), endsOn: day(9), purposeFr: 'Rencontres', purposeEn: null, interactionId: null }],
    organizationIds: met.map((one) => one.id),
  });
  for (let n = 0; n < activities; n += 1) {
    const organization = met[n % met.length]?.id ?? '';
    await read('POST', '/api/interactions', {
      subject: `Rencontre de travail ${n + 1}`,
      startsAt: `${day(Math.floor(n / 3))}T${String(7 + (n % 3) * 3).padStart(2, '0')}:00:00Z`,
      endsAt: `${day(Math.floor(n / 3))}T${String(9 + (n % 3) * 3).padStart(2, '0')}:00:00Z`,
      placeId: 'pl.bordeaux',
      missionId: id,
      organizationIds: [organization],
      participants: (people.get(organization) ?? []).map((contactId, place) => ({ side: 'theirs', contactId, isLead: place === 0 })),
      discussionPoints: [{ subject: 'Plan de travail', theirPosition: 'Commencer à l’automne', ourPosition: 'Trois ateliers, puis un bilan', sensitivity: 'internal' }],
    });
  }
  return id;
}
