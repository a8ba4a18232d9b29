import { healthContract } from './http/health.ts';
import { organizationContract } from './organizations/organization.schema.ts';
import { historyContract } from './history/history.schema.ts';
import { searchContract } from './search/search.schema.ts';
import { userContract } from './users/user.schema.ts';
import { viewContract } from './views/view.schema.ts';
import { sessionContract } from './users/session.schema.ts';

/** Every line of the outside surface, feature by feature. */
export const contract = {
  ...healthContract,
  ...sessionContract,
  ...viewContract,
  ...userContract,
  ...searchContract,
  ...historyContract,
  ...organizationContract,
};

/** What the web calls, and the server answers. */
export type Api = typeof contract;
