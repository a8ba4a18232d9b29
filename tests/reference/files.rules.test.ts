import { describe, expect, test } from 'vitest';
import {
  fileNames,
  openRelease,
  type FileName,
  type FileRecord,
  type SourceNote,
} from '../../server/reference/files.ts';
import * as vocabulary from '../../server/vocabulary.ts';

const release = openRelease();
const all = new Map(fileNames.map((name) => [name, release.read(name)]));
const records = (name: FileName): FileRecord[] => all.get(name) ?? [];
const byId = (name: FileName, id: string): FileRecord => {
  const found = records(name).find((record) => record.id === id);
  if (!found) throw new Error(`${name} has no ${id}`);
  return found;
};
const ids = (name: FileName): Set<string> => new Set(records(name).map(({ id }) => id));
const nodes = (frameworkId: string, kind: string): FileRecord[] =>
  records('policy-nodes').filter((node) => node.frameworkId === frameworkId && node.kind === kind);

describe('the policies', () => {
  test('are the four published frameworks, with everything that their sources name', () => {
    expect([...ids('frameworks')]).toEqual(['fw.vdq-vision', 'fw.piq-2006', 'fw.piq-2006-plan', 'fw.piq-2017']);
    expect(nodes('fw.vdq-vision', 'priority')).toHaveLength(3);
    expect(nodes('fw.vdq-vision', 'commitment')).toHaveLength(9);
    expect(nodes('fw.piq-2006', 'goal')).toHaveLength(5);
    expect(nodes('fw.piq-2006', 'key_initiative')).toHaveLength(14);
    expect(nodes('fw.piq-2006-plan', 'result')).toHaveLength(8);
    expect(nodes('fw.piq-2017', 'thrust')).toHaveLength(37);
    expect(nodes('fw.piq-2017', 'sub_thrust')).toHaveLength(4);
    expect(records('policy-nodes')).toHaveLength(129);
    expect(records('alignments')).toHaveLength(26);
    expect(records('sectors')).toHaveLength(28);
    expect(records('outcomes')).toHaveLength(18);
  });

  test('give their documents and lines, node by node', () => {
    for (const node of records('policy-nodes')) {
      const lines = (node.citations ?? []).filter((note) => 'document' in note && note.lines !== undefined);
      expect(lines, node.id).not.toHaveLength(0);
      for (const note of lines) {
        const [from, to] = 'document' in note && note.lines ? note.lines : [0, 0];
        expect(from, node.id).toBeGreaterThan(0);
        expect(to, node.id).toBeGreaterThanOrEqual(from);
      }
    }
  });

  test('every commitment area is sourced in both published versions of the vision', () => {
    for (const commitment of nodes('fw.vdq-vision', 'commitment')) {
      const documents = new Set((commitment.citations ?? []).map((note) => ('document' in note ? note.document : '')));
      expect([...documents], commitment.id).toEqual(expect.arrayContaining(['doc.brochure', 'doc.web-page']));
    }
  });

  test('a priority colours its own subtree and nothing else', () => {
    const coloured = records('policy-nodes').filter((node) => node.priority !== undefined);
    expect(coloured).toHaveLength(12);
    for (const node of coloured) expect(node.id.startsWith(`vdq.${String(node.priority)}`), node.id).toBe(true);
  });

  test('the twelve differences have a reading in each version, and the office has yet to choose', () => {
    const differences = records('version-differences');
    expect(differences).toHaveLength(12);
    expect(differences.filter((difference) => difference.meaningChanges).map(({ id }) => id)).toEqual([
      'diff.shines.tourism',
      'diff.learns.solidarity',
    ]);
    for (const difference of differences) {
      const versions = (difference.readings as { versionId: string }[]).map(({ versionId }) => versionId);
      expect(versions, difference.id).toEqual(['fw.vdq-vision.brochure', 'fw.vdq-vision.web']);
      expect(difference.chosenVersionId, difference.id).toBeUndefined();
    }
    const address = differences.find(({ id }) => id === 'diff.address');
    expect((address?.readings as { addressId: string }[]).map(({ addressId }) => addressId)).toEqual([
      'addr.bri.saint-joseph',
      'addr.bri.buade',
    ]);
  });
});

describe('the world', () => {
  const places = records('places');

  test('has every country of ISO 3166 once, under a region of the UN, with a point to draw', () => {
    const countries = places.filter(({ kind }) => kind === 'country');
    expect(countries).toHaveLength(249);
    expect(new Set(countries.map(({ countryCode }) => countryCode)).size).toBe(249);
    expect(new Set(countries.map(({ m49 }) => m49)).size).toBe(249);
    for (const country of countries) {
      expect(country.m49, country.id).toMatch(/^\d{3}$/);
      expect(Math.abs(Number(country.latitude)), country.id).toBeLessThanOrEqual(90);
      expect(Math.abs(Number(country.longitude)), country.id).toBeLessThanOrEqual(180);
    }
  });

  test('is one tree, and every city has a zone and a country', () => {
    const parents = new Map(places.map(({ id, parentId }) => [id, parentId as string | undefined]));
    for (const { id } of places) {
      let [at, steps]: [string | undefined, number] = [id, 0];
      while (at !== undefined && at !== 'pl.world' && steps < 10) [at, steps] = [parents.get(at), steps + 1];
      expect(at, id).toBe('pl.world');
    }
    for (const city of places.filter(({ kind }) => kind === 'city')) {
      expect(() => new Intl.DateTimeFormat('fr-CA', { timeZone: String(city.timeZone) }), city.id).not.toThrow();
      expect(city.countryCode, city.id).toMatch(/^[A-Z]{2}$/);
    }
  });

  test('the office’s own regions say that they are proposed', () => {
    for (const region of records('regions')) {
      expect(region.descriptionFr, region.id).toContain('proposée');
      for (const placeId of region.places as string[]) expect(ids('places').has(placeId), placeId).toBe(true);
    }
    expect((byId('regions', 'reg.nordic-arctic').places as string[]).sort()).toEqual([
      'pl.ax',
      'pl.dk',
      'pl.fi',
      'pl.fo',
      'pl.gl',
      'pl.is',
      'pl.no',
      'pl.se',
      'pl.sj',
    ]);
  });
});

describe('the organizations', () => {
  type Name = { kind: string; name: string; validTo?: string };

  test('go by their former names and acronyms', () => {
    const names = byId('organizations', 'org.mrif').names as Name[];
    expect(names.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['MRIF', 'MRI', 'Ministère des Relations internationales']),
    );
    expect(names.filter(({ kind, validTo }) => kind === 'former' && validTo === '2014')).toHaveLength(2);
    expect(byId('organizations', 'org.mrif').relations).toEqual([
      expect.objectContaining({ kind: 'successor_of', toId: 'org.mri', validFrom: '2014' }),
    ]);
  });

  test('are ours only when they are the city or its departments', () => {
    expect(
      records('organizations')
        .filter(({ isOurs }) => isOurs)
        .map(({ id }) => id),
    ).toEqual(['org.ville-de-quebec', 'org.vdq-bri', 'org.vdq-departments']);
  });

  test('keep unknown what is not known', () => {
    const addresses = byId('organizations', 'org.vdq-bri').addresses as Record<string, unknown>[];
    expect(addresses).toHaveLength(2);
    for (const address of addresses) expect(address.isCurrent).toBeUndefined();
    expect(byId('forums', 'fo.metropolis').memberships).toEqual([expect.objectContaining({ status: 'not_confirmed' })]);
    for (const agreement of records('agreements')) {
      expect(agreement.authorizations).toEqual([
        expect.objectContaining({ regime: 'to_confirm', status: 'not_documented' }),
      ]);
    }
    expect(byId('frameworks', 'fw.piq-2017').status).toBe('under_review');
  });

  test('include the cities with ties, the networks, the local partners and the offices of Québec abroad', () => {
    const kinds = (kind: string): number => records('organizations').filter((record) => record.kind === kind).length;
    expect(records('organizations').filter(({ id }) => id.startsWith('city.'))).toHaveLength(22);
    expect(records('organizations').filter(({ id }) => id.startsWith('lp.'))).toHaveLength(11);
    expect(records('forums').filter(({ kind }) => kind === 'network')).toHaveLength(13);
    expect(records('forums').filter(({ kind }) => kind === 'forum')).toHaveLength(13);
    expect(kinds('diplomatic_post')).toBeGreaterThanOrEqual(36);
  });
});

const cited: FileName[] = fileNames.filter(
  (name) => !['address-forms', 'precedence-ranks', 'source-documents'].includes(name),
);

describe('every file', () => {
  test.each(cited)('%s: each record says where it comes from', (name) => {
    const documents = ids('source-documents');
    const check = (notes: SourceNote[] | undefined, id: string): void => {
      expect(notes?.length, id).toBeGreaterThan(0);
      for (const note of notes ?? []) {
        if ('document' in note) expect(documents.has(note.document), `${id}: ${note.document}`).toBe(true);
        else expect(note.publication.trim(), id).not.toBe('');
      }
    };
    for (const record of records(name)) {
      check(record.citations, record.id);
      for (const part of ['addresses', 'relations', 'memberships'].flatMap(
        (key) => (record[key] as { citations?: SourceNote[] }[] | undefined) ?? [],
      )) {
        check(part.citations, record.id);
      }
    }
  });

  test.each([...fileNames])('%s: ids are unique', (name) => {
    expect(ids(name).size).toBe(records(name).length);
  });

  test('uses only values of the vocabulary', () => {
    const lists: [FileName, string, readonly string[]][] = [
      ['places', 'kind', vocabulary.placeKinds],
      ['organizations', 'kind', vocabulary.organizationKinds],
      ['organizations', 'stage', vocabulary.organizationStages],
      ['frameworks', 'kind', vocabulary.frameworkKinds],
      ['frameworks', 'status', vocabulary.frameworkStatuses],
      ['policy-nodes', 'kind', vocabulary.policyNodeKinds],
      ['policy-nodes', 'priority', vocabulary.priorities],
      ['version-differences', 'kind', vocabulary.versionDifferenceKinds],
      ['alignments', 'status', vocabulary.alignmentStatuses],
      ['forums', 'kind', vocabulary.forumKinds],
      ['forums', 'status', vocabulary.forumStatuses],
      ['missions', 'status', vocabulary.missionStatuses],
      ['agreements', 'kind', vocabulary.agreementKinds],
      ['agreements', 'state', vocabulary.agreementStates],
      ['outcomes', 'kind', vocabulary.outcomeKinds],
    ];
    for (const [file, field, values] of lists) {
      for (const record of records(file))
        if (record[field] !== undefined) expect(values, `${record.id}.${field}`).toContain(record[field]);
    }
    for (const organization of records('organizations')) {
      for (const { kind } of (organization.names ?? []) as { kind: string }[])
        expect(vocabulary.organizationNameKinds).toContain(kind);
      for (const { kind } of (organization.relations ?? []) as { kind: string }[])
        expect(vocabulary.organizationRelationKinds).toContain(kind);
    }
  });
});
