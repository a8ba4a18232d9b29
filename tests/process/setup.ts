import { buildServer } from '../../scripts/prepare.mjs';

/** The processes of the tests are those that `npm start` runs: made from the sources as they are now. */
export default buildServer;
