import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import type { Framework, FrameworkItem, VersionDifference } from '../../server/policy/framework.schema.ts';
import type { Alignment, PolicyNode, PolicyNodeItem } from '../../server/policy/policy-node.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type Page<T> = { items: T[]; total: number };
type ProblemBody = { errors?: { pointer: string; message: string }[]; current?: VersionDifference };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const get = async <T>(url: string) => (await office.as('reader').get<T>(url)).body;

describe('frameworks', () => {
  it('are the four of the reference data, the city’s vision first', async () => {
    const { items, total } = await get<Page<FrameworkItem>>('/api/frameworks');
    expect(total).toBe(4);
    expect(items[0]).toMatchObject({ id: 'fw.vdq-vision', versions: 2, differences: 12, openDifferences: 12 });
  });

  it('give both published versions side by side, with the two addresses', async () => {
    const framework = await get<Framework>('/api/frameworks/fw.vdq-vision');
    expect(framework.versions.map(({ titleFr }) => titleFr)).toEqual(['Dépliant', 'Page Web']);
    expect(framework.differences.every(({ readings }) => readings.length === 2)).toBe(true);
    expect(framework.differences.filter(({ meaningChanges }) => meaningChanges)).toHaveLength(2);
    const address = framework.differences.find(({ kind }) => kind === 'contact');
    expect(address?.readings.map((reading) => reading.address?.isCurrent)).toEqual([null, null]);
    expect(framework.sources.length).toBeGreaterThan(0);
  });
});

describe('choosing between published versions', () => {
  it('keeps both texts and makes the chosen address current, through the organization', async () => {
    const url = '/api/version-differences/diff.address';
    const chosen = await office.as('strategist').patch<VersionDifference>(url, 1, { chosenVersionId: 'fw.vdq-vision.web' });
    expect(chosen.body).toMatchObject({ version: 2, chosenVersionId: 'fw.vdq-vision.web' });
    expect(chosen.body.readings.map((reading) => reading.address?.isCurrent)).toEqual([false, true]);
    const organizationId = chosen.body.readings[0]?.address?.organization.id ?? '';
    const organization = await get<Organization>(`/api/organizations/${organizationId}`);
    expect(organization.version).toBe(2);
    expect(organization.addresses.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(await office.db.reader.auditEvent.count({ where: { recordType: 'organization', recordId: organizationId } })).toBe(1);
    const stale = await office.as('strategist').patch<ProblemBody>(url, 1, { chosenVersionId: null });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ version: 2 });
    const undone = await office.as('strategist').patch<VersionDifference>(url, 2, { chosenVersionId: null });
    expect(undone.body.readings.map((reading) => reading.address?.isCurrent)).toEqual([null, null]);
  });

  it('takes only a version of the framework, and only from strategists', async () => {
    const url = '/api/version-differences/diff.vision';
    const elsewhere = await office.as('strategist').patch<ProblemBody>(url, 1, { chosenVersionId: 'none' });
    expect(elsewhere.body.errors?.[0]?.pointer).toBe('/chosenVersionId');
    expect((await office.as('officer').patch(url, 1, { chosenVersionId: null })).status).toBe(403);
    expect((await office.as('strategist').patch('/api/version-differences/none', 1, { chosenVersionId: null })).status).toBe(404);
  });
});

describe('policy nodes', () => {
  it('come in the order of reading, by framework, kind and priority', async () => {
    const commitments = await get<Page<PolicyNodeItem>>('/api/policy-nodes?kind=commitment');
    expect(commitments.items.map(({ code }) => code)).toEqual(['P1.1', 'P1.2', 'P1.3', 'P2.1', 'P2.2', 'P2.3', 'P3.1', 'P3.2', 'P3.3']);
    const count = async (query: string) => (await get<Page<PolicyNodeItem>>(`/api/policy-nodes?${query}&limit=1`)).total;
    expect(await count('kind=priority')).toBe(3);
    expect(await count('framework=fw.piq-2006&kind=goal')).toBe(5);
    expect(await count('framework=fw.piq-2006&kind=key_initiative')).toBe(14);
    expect(await count('framework=fw.piq-2017&kind=thrust')).toBe(37);
    expect(await count('framework=fw.piq-2017&kind=sub_thrust')).toBe(4);
    expect(await count('kind=result')).toBe(8);
    expect(await count('priority=learns&kind=commitment')).toBe(3);
  });

  it('every one has a source', async () => {
    const without = await office.db.reader.policyNode.findMany({ where: { citations: { none: {} } }, select: { id: true } });
    expect(without).toEqual([]);
  });

  it('give path, children, sources, alignments both ways and what is linked', async () => {
    await office.as('officer').post('/api/organizations', { kind: 'university', nameFr: 'Université d’essai', commitmentIds: ['vdq.learns.watch'] });
    const node = await get<PolicyNode>('/api/policy-nodes/vdq.learns.watch');
    expect(node.path.map(({ id }) => id)).toEqual(['vdq.learns']);
    expect(node.sources[0]).toMatchObject({ titleFr: expect.any(String), lineFrom: expect.any(Number) });
    expect(node.linked.partners.map(({ nameFr }) => nameFr)).toContain('Université d’essai');
    expect(node.alignments.length).toBeGreaterThan(0);
    const other = await get<PolicyNode>(`/api/policy-nodes/${node.alignments[0]?.policyNode.id}`);
    expect(other.alignments.map(({ commitment }) => commitment.id)).toContain('vdq.learns.watch');
    expect(other.linked.isThroughAlignment).toBe(true);
    expect(other.linked.figures.partners).toBeGreaterThan(0);
    const learns = await get<PolicyNode>('/api/policy-nodes/vdq.learns');
    expect(learns.children).toHaveLength(3);
    const figures = await get<{ items: { id: string; partners: number }[] }>('/api/policy-nodes/figures?framework=fw.vdq-vision');
    expect(figures.items.find(({ id }) => id === 'vdq.learns')?.partners).toBe(learns.linked.figures.partners);
    const list = await get<Page<unknown>>('/api/organizations?commitment=vdq.learns&limit=1');
    expect(list.total).toBe(learns.linked.figures.partners);
  });

  it('are made and changed by strategists, in one framework, without circles', async () => {
    const created = await office.as('strategist').post<PolicyNode>('/api/policy-nodes', {
      frameworkId: 'fw.vdq-vision', parentId: 'vdq.learns', kind: 'commitment', titleFr: 'Essai', titleEn: 'Trial',
    });
    expect(created.body).toMatchObject({ priority: 'learns', position: 4, version: 1 });
    const post = (body: object) => office.as('strategist').post<ProblemBody>('/api/policy-nodes', { frameworkId: 'fw.vdq-vision', kind: 'commitment', titleFr: 'x', titleEn: 'x', ...body });
    expect((await post({ parentId: 'piq06.goal.prosperity' })).body.errors?.[0]?.pointer).toBe('/parentId');
    const circle = await office.as('strategist').patch<ProblemBody>('/api/policy-nodes/vdq.learns', 1, { parentId: created.body.id });
    expect(circle.body.errors?.[0]?.pointer).toBe('/parentId');
    const changed = await office.as('strategist').patch<PolicyNode>(`/api/policy-nodes/${created.body.id}`, 1, { parentId: 'vdq.shines', archived: true });
    expect(changed.body).toMatchObject({ priority: 'shines', version: 2 });
    expect(changed.body.archivedAt).not.toBeNull();
    expect((await office.as('officer').post('/api/policy-nodes', {})).status).toBe(403);
  });
});

describe('alignments', () => {
  it('are confirmed or rejected by a strategist, who is named', async () => {
    const { items } = await get<Page<Alignment>>('/api/alignments?commitment=vdq.shines.business');
    const [first] = items;
    expect(first).toMatchObject({ status: 'suggested', confirmedBy: null });
    const url = `/api/alignments/${first?.id}`;
    const confirmed = await office.as('strategist').patch<Alignment>(url, 1, { status: 'confirmed' });
    expect(confirmed.body).toMatchObject({ status: 'confirmed', confirmedBy: { id: 'user.strategist' }, version: 2 });
    const rejected = await office.as('strategist').patch<Alignment>(url, 2, { status: 'rejected' });
    expect(rejected.body.status).toBe('rejected');
    const back = await office.as('strategist').patch<Alignment>(url, 3, { status: 'suggested' });
    expect(back.body.confirmedBy).toBeNull();
    expect((await office.as('officer').patch(url, 4, { status: 'confirmed' })).status).toBe(403);
  });

  it('start from a commitment area and end in another framework, once', async () => {
    const post = (commitmentId: string, policyNodeId: string) =>
      office.as('strategist').post<ProblemBody>('/api/alignments', { commitmentId, policyNodeId });
    expect((await post('vdq.learns', 'piq06.goal.prosperity')).body.errors?.[0]?.pointer).toBe('/commitmentId');
    expect((await post('vdq.learns.watch', 'vdq.shines')).body.errors?.[0]?.pointer).toBe('/policyNodeId');
    expect((await post('vdq.shines.business', 'piq06.goal.prosperity')).status).toBe(409);
  });
});

describe('sectors', () => {
  it('are listed in their order and changed by strategists', async () => {
    const { items } = await get<Page<{ id: string; version: number }>>('/api/sectors?limit=200');
    expect(items[0]?.id).toBe('sec.culture');
    const changed = await office.as('strategist').patch<{ nameFr: string }>('/api/sectors/sec.culture', 1, { nameFr: 'Culture' });
    expect(changed.body.nameFr).toBe('Culture');
    const created = await office.as('strategist').post<{ position: number }>('/api/sectors', { nameFr: 'Hiver', nameEn: 'Winter' });
    expect(created.body.position).toBe(items.length + 1);
  });
});
