import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mission, MissionItem } from '../../server/missions/mission.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

type Page = { items: MissionItem[]; total: number; nextCursor: string | null };
type ProblemBody = { title: string; detail: string; errors?: { pointer: string; message: string }[]; current?: Mission };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const create = (body: object = {}, role: 'officer' | 'strategist' = 'officer') =>
  office.as(role).post<Mission & ProblemBody>('/api/missions', { titleFr: 'Mission à Tunis', ...body });

describe('creating a mission', () => {
  it('needs a title and keeps the whole of it, in order', async () => {
    const { status, body } = await create({
      titleEn: 'Mission to Tunis',
      startsOn: '2026-10-19',
      endsOn: '2026-10-24',
      leadId: userId('officer'),
      ministryCoordination: 'informed',
      federalCoordination: 'consulted',
      objectives: [{ policyNodeId: 'vdq.learns.watch', textFr: 'Comparer', textEn: null, result: 'met', resultFr: null, resultEn: null }],
      delegates: [
        { role: 'head', contactId: null, userId: userId('officer'), labelFr: null, labelEn: null },
        { role: 'external', contactId: null, userId: null, labelFr: 'Service de la mobilité', labelEn: null },
      ],
      itinerary: [
        { placeId: 'pl.tunis', startsOn: '2026-10-19', endsOn: '2026-10-21', purposeFr: 'Rencontres', purposeEn: null, interactionId: null },
        { placeId: 'pl.paris', startsOn: '2026-10-22', endsOn: '2026-10-24', purposeFr: null, purposeEn: null, interactionId: null },
      ],
      budget: [{ category: 'transport', labelFr: null, labelEn: null, plannedCents: 680_000, actualCents: 665_530 }],
      organizationIds: ['city.tunis'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      titleFr: 'Mission à Tunis',
      direction: 'outgoing',
      status: 'planned',
      reportDueOn: '2026-12-05',
      version: 1,
      lead: { id: userId('officer'), name: 'Personne officer' },
      organizations: [{ id: 'city.tunis' }],
    });
    expect(body.delegates.map(({ user, labelFr }) => user?.name ?? labelFr)).toEqual(['Personne officer', 'Service de la mobilité']);
    expect(body.itinerary.map(({ place }) => place?.id)).toEqual(['pl.tunis', 'pl.paris']);
    expect(body.objectives[0]?.policyNode).toMatchObject({ id: 'vdq.learns.watch', priority: 'learns' });
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: body.id } });
    expect(event).toMatchObject({ action: 'create', recordType: 'mission', recordLabel: 'Mission à Tunis', userId: userId('officer') });
  });

  it('ties its organizations to the commitment areas of its objectives, and lets go of them', async () => {
    const observed = async () =>
      (await office.as('reader').get<Organization>('/api/organizations/city.helsinki')).body.commitments.find(
        ({ id }) => id === 'vdq.attracts.workforce',
      )?.isObserved ?? false;
    expect(await observed()).toBe(false);
    const objective = { policyNodeId: 'vdq.attracts.workforce', textFr: null, textEn: null, result: null, resultFr: null, resultEn: null };
    const { body } = await create({ objectives: [objective], organizationIds: ['city.helsinki'] });
    expect(await observed()).toBe(true);
    await office.as('officer').patch(`/api/missions/${body.id}`, 1, { organizationIds: [] });
    expect(await observed()).toBe(false);
  });

  it('refuses dates out of order, in the caller’s language and by pointer', async () => {
    const dates = { titleFr: 'X', startsOn: '2026-03-08', endsOn: '2026-03-07' };
    const fr = await office.as('officer').post<ProblemBody>('/api/missions', dates);
    expect(fr.status).toBe(422);
    expect(fr.body.errors).toEqual([{ pointer: '/endsOn', message: 'Le retour doit suivre le départ.' }]);
    const en = await office.as('officer').post<ProblemBody>('/api/missions', dates, { 'accept-language': 'en-CA' });
    expect(en.body.errors?.[0]?.message).toBe('The return must follow the departure.');
    const early = await create({ status: 'report_due', endsOn: '2026-12-24' });
    expect(early.body.errors?.map(({ pointer }) => pointer)).toEqual(['/status']);
  });

  it('refuses what is unknown, and references to nothing', async () => {
    expect((await create({ colour: 'red' })).body.errors?.map(({ pointer }) => pointer)).toEqual(['/colour']);
    const nobody = await create({ leadId: 'nobody', organizationIds: ['nothing'] });
    expect(nobody.status).toBe(422);
    expect(nobody.body.errors?.map(({ pointer }) => pointer)).toEqual(['/leadId', '/organizationIds']);
  });
});

describe('changing a mission', () => {
  it('moves the due day with the return, keeps lists that are not named and replaces those that are', async () => {
    const stop = { placeId: 'pl.paris', startsOn: null, endsOn: null, purposeFr: null, purposeEn: null, interactionId: null };
    const { body } = await create({ endsOn: '2026-10-24', itinerary: [stop] });
    const url = `/api/missions/${body.id}`;
    const later = await office.as('officer').patch<Mission>(url, 1, { endsOn: '2026-10-25' });
    expect(later.body).toMatchObject({ reportDueOn: '2026-12-06', itinerary: [{ placeId: 'pl.paris' }], version: 2 });
    const set = await office.as('officer').patch<Mission>(url, 2, { reportDueOn: '2027-01-15', itinerary: [] });
    expect(set.body).toMatchObject({ reportDueOn: '2027-01-15', itinerary: [] });
    const again = await office.as('officer').patch<Mission>(url, 3, { reportDueOn: null });
    expect(again.body.reportDueOn).toBe('2026-12-06');
  });

  it('needs the current version and shows it to whoever is late', async () => {
    const { body } = await create();
    const url = `/api/missions/${body.id}`;
    expect((await office.as('officer').call('PATCH', url, { titleFr: 'Y' })).status).toBe(428);
    await office.as('officer').patch(url, 1, { titleFr: 'Nouveau titre' });
    const stale = await office.as('officer').patch<ProblemBody>(url, 1, { titleFr: 'Autre' });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ titleFr: 'Nouveau titre', version: 2 });
  });

  it('archives and restores, out of the list and of search meanwhile', async () => {
    const { body } = await create({ titleFr: 'Mission éphémère' });
    const url = `/api/missions/${body.id}`;
    const seen = async () => (await office.as('reader').get<Page>('/api/missions?q=ephemere')).body.total;
    expect(await seen()).toBe(1);
    await office.as('officer').patch(url, 1, { archived: true });
    expect(await seen()).toBe(0);
    expect((await office.as('reader').get<Page>('/api/missions?archived=true')).body.items.map(({ id }) => id)).toContain(body.id);
    await office.as('officer').patch(url, 2, { archived: false });
    expect(await seen()).toBe(1);
    expect((await office.as('reader').post('/api/missions', { titleFr: 'X' })).status).toBe(403);
  });
});

describe('sensitivity', () => {
  it('hides a mission from whoever may not see it: list, page, count and change', async () => {
    const { body } = await create({ titleFr: 'Mission discrète', sensitivity: 'confidential' }, 'strategist');
    const url = `/api/missions/${body.id}`;
    for (const role of ['reader', 'officer'] as const) {
      expect((await office.as(role).get(url)).status).toBe(404);
      expect((await office.as(role).get<Page>('/api/missions?q=discrete')).body.total).toBe(0);
    }
    expect((await office.as('officer').patch(url, 1, { titleFr: 'Vue' })).status).toBe(404);
    expect((await office.as('administrator').get(url)).status).toBe(200);
    expect((await office.as('strategist').get<Page>('/api/missions?q=discrete')).body.total).toBe(1);
  });

  it('refuses a sensitivity above the person’s own, and lets the maker see the record whatever it becomes', async () => {
    const refused = await create({ sensitivity: 'confidential' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.[0]?.pointer).toBe('/sensitivity');
    const { body } = await create({ titleFr: 'Mission relevée' });
    await office.as('strategist').patch(`/api/missions/${body.id}`, 1, { sensitivity: 'confidential' });
    expect((await office.as('officer').get(`/api/missions/${body.id}`)).status).toBe(200);
  });

  it('does not name a person, or an interaction, that the caller may not see', async () => {
    const at = new Date('2026-10-20T14:00:00Z');
    await office.db.write(async (tx) => {
      await tx.contact.create({ data: { id: 'c.hidden', givenName: 'Ada', familyName: 'Cachée', sortName: 'cachee ada', sensitivity: 'restricted' } });
      await tx.interaction.create({ data: { id: 'i.hidden', subject: 'Rencontre discrète', startsAt: at, sensitivity: 'restricted' } });
    });
    const { body } = await create({
      delegates: [{ role: 'external', contactId: 'c.hidden', userId: null, labelFr: 'Experte', labelEn: null }],
      itinerary: [{ placeId: null, startsOn: null, endsOn: null, purposeFr: null, purposeEn: null, interactionId: 'i.hidden' }],
    });
    expect(body.delegates[0]).toMatchObject({ contact: { name: 'Ada Cachée' }, labelFr: 'Experte' });
    expect(body.itinerary[0]?.interaction?.subject).toBe('Rencontre discrète');
    const seen = await office.as('reader').get<Mission>(`/api/missions/${body.id}`);
    expect(seen.body.delegates[0]).toMatchObject({ contact: null, labelFr: null });
    expect(seen.body.itinerary[0]).toMatchObject({ interaction: null });
    expect(seen.text).not.toContain('Cachée');
    expect(seen.text).not.toContain('discrète');
  });
});

describe('listing missions', () => {
  it('gives every mission once through all pages, in every order', async () => {
    for (let i = 0; i < 12; i++) await create({ titleFr: `Mission ${i}`, ...(i % 3 ? { startsOn: `2025-0${(i % 5) + 1}-10` } : {}) });
    for (const sort of ['startsOn', '-startsOn', 'title', '-title', 'status', 'reportDueOn', '-reportDueOn', '-updatedAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      let total = 0;
      do {
        const url: string = `/api/missions?limit=4&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`;
        const { status, body } = await office.as('reader').get<Page>(url);
        expect(status).toBe(200);
        seen.push(...body.items.map(({ id }) => id));
        ({ total, nextCursor: cursor } = body);
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(seen.length);
      expect(seen.length, sort).toBe(total);
    }
  });

  it('filters by place, region, partner, priority and lead, as the facets count', async () => {
    const list = async (query: string) => (await office.as('reader').get<Page>(`/api/missions?${query}&limit=200`)).body;
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id);
    expect(await ids('place=pl.helsinki')).toEqual(['ms.2023-03']);
    expect(await ids('organization=city.lyon')).toEqual(['ms.2023-10']);
    expect((await list('direction=outgoing')).total + (await list('not.direction=outgoing')).total).toBe((await list('')).total);
    const { body: facets } = await office.as('reader').get<Record<string, { value: string; count: number }[]>>('/api/missions/facets');
    for (const name of ['status', 'region', 'priority', 'commitment', 'lead'] as const) {
      expect(facets[name]?.length, name).toBeGreaterThan(0);
      for (const { value, count } of (facets[name] ?? []).slice(0, 4)) expect((await list(`${name}=${value}`)).total, `${name} ${value}`).toBe(count);
    }
  });
});
