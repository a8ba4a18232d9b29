import { healthContract } from './http/health.ts';
import { organizationContract } from './organizations/organization.schema.ts';
import { sessionContract } from './users/session.schema.ts';

/** Every line of the outside surface, feature by feature. */
export const contract = {
  ...healthContract,
  ...sessionContract,
  ...organizationContract,
};

/** What the web calls, and the server answers. */
export type Api = typeof contract;
