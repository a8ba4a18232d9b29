import type { Prisma } from '../../generated/prisma/client.ts';
import { columns, ids, type Builder } from './columns.rules.ts';
import { sortKey } from '../text/fold.rules.ts';

// Places, regions, sectors, forms of address and ranks as rows.

export const placeRows: Builder = (source) => ({
  place: [
    {
      ...columns<Prisma.PlaceCreateManyInput>(source, [
        'id',
        'kind',
        'parentId',
        'nameFr',
        'nameEn',
        'countryCode',
        'subdivisionCode',
        'm49',
        'latitude',
        'longitude',
        'timeZone',
      ]),
      sortName: sortKey(String(source.nameFr)),
    },
  ],
});

export const regionRows: Builder = (source) => ({
  region: [
    {
      ...columns<Prisma.RegionCreateManyInput>(source, ['id', 'nameFr', 'nameEn', 'descriptionFr', 'descriptionEn']),
      sortName: sortKey(String(source.nameFr)),
    },
  ],
  regionPlace: ids(source, 'places').map((placeId) => ({ regionId: source.id, placeId })),
});

export const sectorRows: Builder = (source) => ({
  sector: [columns<Prisma.SectorCreateManyInput>(source, ['id', 'nameFr', 'nameEn', 'position'])],
});

export const addressFormRows: Builder = (source) => ({
  addressForm: [
    columns<Prisma.AddressFormCreateManyInput>(source, [
      'id',
      'roleCode',
      'labelFr',
      'labelEn',
      'envelopeFr',
      'envelopeEn',
      'salutationFr',
      'salutationEn',
      'spokenFr',
      'spokenEn',
      'closingFr',
      'closingEn',
      'noteFr',
      'noteEn',
    ]),
  ],
});

export const precedenceRankRows: Builder = (source) => ({
  precedenceRank: [
    columns<Prisma.PrecedenceRankCreateManyInput>(source, ['id', 'position', 'titleFr', 'titleEn', 'noteFr', 'noteEn']),
  ],
});
