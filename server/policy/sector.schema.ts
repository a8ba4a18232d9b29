import Type, { type Static } from 'typebox';
import { Id, IdParams, Line, Nullable, OneOf, Page, RecordFields, Source, listQuery, type Contract } from '../http/endpoint.ts';

/** The plain fields of a sector: a field of activity by which partners and interactions are classified. */
export const sectorFields = { nameFr: Line, nameEn: Line, position: Type.Integer({ minimum: 0, maximum: 10_000 }) };
const { nameFr, nameEn, position } = sectorFields;
export const NewSector = Type.Object({ nameFr, nameEn, position: Type.Optional(position) }, { additionalProperties: false });
export const SectorChange = Type.Partial(Type.Object({ ...sectorFields, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewSector = Static<typeof NewSector>;
export type SectorChange = Static<typeof SectorChange>;

export const Sector = Type.Object({ ...RecordFields, ...sectorFields, sources: Type.Array(Source) });
export type Sector = Static<typeof Sector>;
export const SectorItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  ...sectorFields,
  archivedAt: Nullable(Type.String()),
});
export type SectorItem = Static<typeof SectorItem>;

export const SectorQuery = listQuery({ archived: OneOf(['true', 'false']) }, ['position', 'name'] as const);

export const sectorContract = {
  'GET /api/sectors': { summary: 'Fields of activity', allow: 'reader', query: SectorQuery, response: Page(SectorItem) },
  'GET /api/sectors/:id': { summary: 'One field of activity', allow: 'reader', params: IdParams, response: Sector },
  'POST /api/sectors': { summary: 'Create a field of activity', allow: 'strategist', body: NewSector, response: Sector, status: 201 },
  'PATCH /api/sectors/:id': {
    summary: 'Change, archive or restore a field of activity',
    allow: 'strategist',
    params: IdParams,
    body: SectorChange,
    response: Sector,
  },
} as const satisfies Contract;
