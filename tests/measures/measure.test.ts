import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMeasure, lastProgress } from '../../server/measures/measure.rules.ts';
import type { Measure, MeasureItem } from '../../server/measures/measure.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type Page = { items: MeasureItem[]; total: number };
type ProblemBody = { errors?: { pointer: string; message: string }[] };

describe('the rules of a measure', () => {
  it('takes the progress of the latest period that gives one', () => {
    expect(lastProgress([{ period: '2026-S1', progress: 20 }, { period: '2026-S2', progress: null }, { period: '2025-S2', progress: 10 }])).toBe(20);
    expect(lastProgress([{ period: '2026-S1', progress: null }])).toBeNull();
  });

  it('refuses two reports for a period and an end before the start', () => {
    const errors = checkMeasure({ startsOn: '2027', dueOn: '2026-12', updates: [{ period: '2026-S1' }, { period: '2026-S1' }] });
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/dueOn', '/updates/1/period']);
  });
});

describe('measures', () => {
  let office: Office;
  beforeAll(async () => {
    office = await testOffice();
  });
  afterAll(() => office.close());

  const measure = {
    titleFr: 'Inviter trois villes d’hiver',
    policyNodeId: 'vdq.learns.watch',
    leadId: 'user.officer',
    dueOn: '2027',
    updates: [{ period: '2026-S2', progress: 30, status: 'in_progress', narrativeFr: 'Deux villes ont accepté.' }],
  };

  it('are stored with partners and reports, and listed by commitment area, priority, lead and words', async () => {
    const { status, body } = await office.as('officer').post<Measure>('/api/measures', measure);
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'not_started', policyNode: { priority: 'learns' }, lead: { id: 'user.officer' } });
    for (const query of ['commitment=vdq.learns', 'priority=learns', 'lead=user.officer', 'framework=fw.vdq-vision', 'q=invit villes']) {
      const list = (await office.as('reader').get<Page>(`/api/measures?${query}`)).body;
      expect(list.items, query).toMatchObject([{ id: body.id, progress: 30 }]);
    }
    expect((await office.as('reader').get<Page>('/api/measures?priority=shines')).body.total).toBe(0);
    const facets = await office.as('reader').get<Record<string, { value: string; count: number }[]>>('/api/measures/facets?priority=learns');
    expect(facets.body.commitment).toMatchObject([{ value: 'vdq.learns.watch', count: 1 }]);
    expect(facets.body.lead).toMatchObject([{ value: 'user.officer', count: 1, labelFr: 'Personne officer' }]);
  });

  it('keep the id of a report, take a new one and drop what is no longer sent', async () => {
    const { body: created } = await office.as('officer').post<Measure>('/api/measures', measure);
    const [report] = created.updates;
    const changed = await office.as('officer').patch<Measure>(`/api/measures/${created.id}`, 1, {
      updates: [{ id: report?.id, period: '2026-S2', progress: 40 }, { period: '2027-S1', progress: 60 }],
    });
    expect(changed.body.updates.map(({ period, progress }) => [period, progress])).toEqual([['2027-S1', 60], ['2026-S2', 40]]);
    expect(changed.body.updates[1]?.id).toBe(report?.id);
    const unknown = await office.as('officer').patch<ProblemBody>(`/api/measures/${created.id}`, 2, {
      updates: [{ period: '2027-S1', missionId: 'none' }],
    });
    expect(unknown.body.errors?.[0]?.pointer).toBe('/updates/0/missionId');
    expect((await office.as('reader').post('/api/measures', measure)).status).toBe(403);
    const archived = await office.as('officer').patch<Measure>(`/api/measures/${created.id}`, 2, { archived: true });
    expect(archived.body.archivedAt).not.toBeNull();
  });
});
