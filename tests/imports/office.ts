import type { Answer, Office, Role } from '../support/app.ts';
import { calendar } from './files.ts';

export type Draft = {
  id: string;
  externalUid: string;
  action: 'created' | 'updated' | 'unchanged' | 'cancelled';
  file: string;
  subject: string;
  unmatched: number;
  notices: string[];
};
export type Imported = { drafts: Draft[]; refused: { file: string; reason: string }[] };
export type Files = Record<string, string | Uint8Array>;

/** The files as a browser sends them. */
export function formOf(files: Files): FormData {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) {
    form.append('files', new File([typeof content === 'string' ? content : Uint8Array.from(content)], name));
  }
  return form;
}

/** Sends files to be imported. */
export const send = (office: Office, files: Files, role: Role = 'officer', headers: Record<string, string> = {}): Promise<Answer<Imported>> =>
  office.as(role).post<Imported>('/api/interactions/import', formOf(files), headers);

/** Sends one calendar and gives the one draft that comes of it. */
export async function draftOf(office: Office, event: Record<string, string>, options: { method?: string; role?: Role } = {}): Promise<Draft> {
  const { body, text } = await send(office, { 'invitation.ics': calendar(event, { method: options.method ?? 'REQUEST' }) }, options.role);
  const [draft] = body.drafts;
  if (!draft) throw new Error(text);
  return draft;
}
