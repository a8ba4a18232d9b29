import { expect } from 'vitest';
import type { Office, Role } from './app.ts';

/** Makes records as somebody of that role would; gives back their ids. */
export const making = (office: Office, role: Role) => async (path: string, body: object): Promise<string> => {
  const answer = await office.as(role).post<{ id: string }>(path, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body.id;
};
