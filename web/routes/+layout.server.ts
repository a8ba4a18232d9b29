export const load = ({ locals }) => ({ session: locals.session, preferences: locals.preferences });
