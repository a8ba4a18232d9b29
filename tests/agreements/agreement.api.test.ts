import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAuthorizationAnswered } from '../../server/agreements/agreement.authorization.rules.ts';
import type { Agreement, AgreementItem } from '../../server/agreements/agreement.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

type Page = { items: AgreementItem[]; total: number; nextCursor: string | null };
type ProblemBody = { title: string; detail: string; errors?: { pointer: string; message: string }[]; current?: Agreement };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const minimal = { kind: 'memorandum', titleFr: 'Protocole d’entente Québec–Bordeaux' };
const create = (body: object = {}, role: 'officer' | 'strategist' = 'officer') =>
  office.as(role).post<Agreement & ProblemBody>('/api/agreements', { ...minimal, ...body });
const blank = { requestedOn: null, grantedOn: null, number: null, noteFr: null, noteEn: null };
const granted = { ...blank, regime: 'm_25_1_1_s23', status: 'granted', requestedOn: '2026-03-02', grantedOn: '2026-05-12', number: 'AUT-2026-014' };
const requested = { ...blank, regime: 'm_25_1_1_s23', status: 'requested', requestedOn: '2026-03-02' };
const party = (organizationId: string) => ({ organizationId, signatoryId: null, signatoryName: null, signatoryTitle: null });

describe('creating an agreement', () => {
  it('needs a kind and a title, and begins as an idea', async () => {
    const { status, body } = await create({
      parties: [party('org.ville-de-quebec'), { ...party('city.bordeaux'), signatoryName: 'La mairie', signatoryTitle: 'Maire' }],
      commitmentIds: ['vdq.learns.watch'],
      ownerId: userId('officer'),
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...minimal, state: 'idea', version: 1, authorizations: [] });
    expect(body.stages).toEqual([{ state: 'idea', reachedOn: '2026-11-21' }]);
    expect(body.parties.map(({ organization }) => [organization.id, organization.isOurs])).toEqual([
      ['org.ville-de-quebec', true],
      ['city.bordeaux', false],
    ]);
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: body.id } });
    expect(event).toMatchObject({ action: 'create', recordType: 'agreement', recordLabel: minimal.titleFr });
  });

  it('ties its parties to its commitment areas, and lets go of them when it is archived', async () => {
    const observed = async () =>
      (await office.as('reader').get<Organization>('/api/organizations/city.malmo')).body.commitments.find(({ id }) => id === 'vdq.shines.culture')
        ?.isObserved ?? false;
    const { body } = await create({ parties: [party('city.malmo')], commitmentIds: ['vdq.shines.culture'] });
    expect(await observed()).toBe(true);
    await office.as('officer').patch(`/api/agreements/${body.id}`, 1, { archived: true });
    expect(await observed()).toBe(false);
  });

  it('refuses a party named twice, a reference to nothing and what is unknown', async () => {
    const twice = await create({ parties: [party('city.malmo'), party('city.malmo')] });
    expect(twice.body.errors?.map(({ pointer }) => pointer)).toEqual(['/parties/1/organizationId']);
    expect((await create({ parties: [party('nothing')] })).body.errors?.[0]?.pointer).toBe('/parties');
    expect((await create({ colour: 'red' })).status).toBe(400);
  });
});

describe('the authorization question', () => {
  it('refuses to mark an agreement signed while it is unanswered, by pointer and in both languages', async () => {
    const { body } = await create({ authorizations: [requested] });
    const url = `/api/agreements/${body.id}`;
    const signing = { state: 'signed', signedOn: '2026-11-02' };
    const fr = await office.as('officer').patch<ProblemBody>(url, 1, signing);
    expect(fr.status).toBe(422);
    expect(fr.body.errors).toEqual([
      {
        pointer: '/state',
        message:
          'Répondez d’abord à la question de l’autorisation\u00a0: une entente n’est marquée signée qu’avec une autorisation accordée, ou non requise avec le motif.',
      },
    ]);
    const en = await office.as('officer').call('PATCH', url, signing, { 'if-match': '"v1"', 'accept-language': 'en-CA' });
    expect((en.body as unknown as ProblemBody).errors?.[0]?.message).toMatch(/^Answer the authorization question first/);
    const stored = await office.as('reader').get<Agreement>(url);
    expect(stored.body).toMatchObject({ state: 'idea', signedOn: null, version: 1 });
    expect((await office.as('officer').patch(url, 1, { ...signing, state: 'in_force' })).status).toBe(422);
    expect((await create({ ...signing, authorizations: [] })).body.errors?.[0]?.pointer).toBe('/state');
  });

  it('lets it be signed once granted, with its day, and writes down the stage', async () => {
    const { body } = await create({ state: 'authorization', authorizations: [requested] });
    const url = `/api/agreements/${body.id}`;
    const undated = await office.as('officer').patch<ProblemBody>(url, 1, { state: 'signed', authorizations: [granted] });
    expect(undated.body.errors?.map(({ pointer }) => pointer)).toEqual(['/signedOn']);
    const signed = await office.as('officer').patch<Agreement>(url, 1, { state: 'signed', signedOn: '2026-11-02', authorizations: [granted] });
    expect(signed.status).toBe(200);
    expect(signed.body.stages.map(({ state, reachedOn }) => `${state} ${reachedOn}`)).toEqual(['signed 2026-11-02', 'authorization 2026-11-21']);
    const back = await office.as('officer').patch<ProblemBody>(url, 2, { authorizations: [requested] });
    expect(back.body.errors?.[0]?.pointer).toBe('/authorizations');
  });

  it('takes « not required » for an answer only with the reason', async () => {
    const { body } = await create();
    const url = `/api/agreements/${body.id}`;
    const notRequired = { ...blank, regime: 'legal_opinion', status: 'not_required' };
    const bare = await office.as('officer').patch<ProblemBody>(url, 1, { state: 'signed', signedOn: '2026-11-02', authorizations: [notRequired] });
    expect(bare.body.errors?.map(({ pointer }) => pointer)).toEqual(['/state', '/authorizations/0/noteFr']);
    const said = { ...notRequired, noteFr: 'Pacte de ville à ville, sans gouvernement étranger.' };
    const signed = await office.as('officer').patch<Agreement>(url, 1, { state: 'signed', signedOn: '2026-11-02', authorizations: [said] });
    expect(signed.body.state).toBe('signed');
  });

  it('lets the office complete an agreement that it found in force', async () => {
    const url = '/api/agreements/ag.namur-2024';
    const { body: found } = await office.as('officer').get<Agreement>(url);
    expect(found).toMatchObject({ state: 'in_force', signedOn: null });
    const completed = await office.as('officer').patch<Agreement>(url, found.version, { renewalOn: '2026-10-01' });
    expect(completed.status).toBe(200);
    expect(completed.body.stages).toEqual([{ state: 'in_force', reachedOn: '2024' }]);
    expect(completed.body.sources[0]?.titleFr).toBe('AIMF, 2024');
  });
});

describe('changing an agreement', () => {
  it('needs the current version, keeps lists that are not named, and is not for readers', async () => {
    const { body } = await create({ parties: [party('city.bordeaux')] });
    const url = `/api/agreements/${body.id}`;
    expect((await office.as('officer').call('PATCH', url, { titleFr: 'Y' })).status).toBe(428);
    const first = await office.as('officer').patch<Agreement>(url, 1, { renewalOn: '2027-06-01' });
    expect(first.body).toMatchObject({ version: 2, parties: [{ organizationId: 'city.bordeaux' }] });
    const stale = await office.as('officer').patch<ProblemBody>(url, 1, { renewalOn: null });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ renewalOn: '2027-06-01' });
    expect((await office.as('reader').patch(url, 2, { renewalOn: null })).status).toBe(403);
    const order = await office.as('officer').patch<ProblemBody>(url, 2, { noticeOn: '2027-06-02' });
    expect(order.body.errors).toEqual([{ pointer: '/renewalOn', message: 'Le renouvellement doit suivre la date limite du préavis.' }]);
  });

  it('archives and restores, out of the list and of search meanwhile', async () => {
    const { body } = await create({ titleFr: 'Entente éphémère' });
    const url = `/api/agreements/${body.id}`;
    const seen = async () => (await office.as('reader').get<Page>('/api/agreements?q=ephemere')).body.total;
    expect(await seen()).toBe(1);
    await office.as('officer').patch(url, 1, { archived: true });
    expect(await seen()).toBe(0);
    const restored = await office.as('officer').patch<Agreement>(url, 2, { archived: false });
    expect(restored.body.archivedAt).toBeNull();
    expect(await seen()).toBe(1);
  });

  it('hides what is confidential from officers, who may not set it either', async () => {
    const { body } = await create({ sensitivity: 'confidential' }, 'strategist');
    expect((await office.as('officer').get(`/api/agreements/${body.id}`)).status).toBe(404);
    expect((await office.as('officer').get<Page>('/api/agreements?limit=200')).body.items.map(({ id }) => id)).not.toContain(body.id);
    expect((await office.as('strategist').get(`/api/agreements/${body.id}`)).status).toBe(200);
    expect((await create({ sensitivity: 'confidential' })).body.errors?.[0]?.pointer).toBe('/sensitivity');
  });
});

describe('listing agreements', () => {
  const list = async (query: string) => (await office.as('reader').get<Page>(`/api/agreements?${query}&limit=200`)).body;

  it('gives every agreement once through all pages, in every order', async () => {
    for (let i = 0; i < 9; i++) await create({ titleFr: `Entente ${i % 4}`, ...(i % 2 ? { renewalOn: `2027-0${i}-01` } : {}) });
    for (const sort of ['name', '-name', 'renewalOn', '-renewalOn', 'expiresOn', '-signedOn', 'state', '-updatedAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      let total = 0;
      do {
        const url: string = `/api/agreements?limit=4&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`;
        const { status, body } = await office.as('reader').get<Page>(url);
        expect(status).toBe(200);
        seen.push(...body.items.map(({ id }) => id));
        ({ total, nextCursor: cursor } = body);
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(seen.length);
      expect(seen.length, sort).toBe(total);
    }
  });

  it('filters as the facets count', async () => {
    const { body: facets } = await office.as('reader').get<Record<string, { value: string; count: number }[]>>('/api/agreements/facets');
    for (const name of ['kind', 'state', 'authorization', 'region', 'priority', 'commitment', 'owner'] as const) {
      expect(facets[name]?.length, name).toBeGreaterThan(0);
      for (const { value, count } of (facets[name] ?? []).slice(0, 4)) expect((await list(`${name}=${value}`)).total, `${name} ${value}`).toBe(count);
    }
    expect((await list('state=idea')).total + (await list('not.state=idea')).total).toBe((await list('')).total);
    expect((await list('organization=city.san-antonio')).items.map(({ id }) => id)).toEqual(['ag.san-antonio-2025']);
  });

  it('says which renewals come before a day, by the last day that each may be', async () => {
    const names = async (day: string) => (await list(`renewalBefore=${day}&organization=city.ghent`)).items.map(({ titleFr }) => titleFr);
    const parties = [party('city.ghent')];
    await office.db.write((tx) => tx.organization.create({ data: { id: 'city.ghent', kind: 'municipality', nameFr: 'Ville de Gand', sortName: 'ville de gand' } }));
    await create({ titleFr: 'Au jour', parties, renewalOn: '2026-11-20', expiresOn: '2030' });
    await create({ titleFr: 'À l’année', parties, expiresOn: '2026' });
    expect(await names('2026-11-20')).toEqual([]);
    expect(await names('2026-11-21')).toEqual(['Au jour']);
    expect(await names('2026-12-31')).toEqual(['Au jour']);
    expect(await names('2027-01-01')).toEqual(['À l’année', 'Au jour']);
  });

  it('finds the answered question as the rule does', async () => {
    const notRequired = { ...blank, regime: 'legal_opinion', status: 'not_required' };
    for (const authorizations of [[], [granted], [granted, requested], [notRequired], [{ ...notRequired, noteEn: 'City to city.' }], [{ ...notRequired, noteFr: ' ' }]]) {
      const { body } = await create({ titleFr: 'Question', authorizations });
      const answered = isAuthorizationAnswered(authorizations);
      const found = (await list('authorization=answered')).items.find(({ id }) => id === body.id);
      expect(Boolean(found), JSON.stringify(authorizations)).toBe(answered);
      const other = (await list('authorization=unanswered')).items.find(({ id }) => id === body.id);
      expect(other?.isAuthorizationAnswered ?? found?.isAuthorizationAnswered).toBe(answered);
    }
  });
});
