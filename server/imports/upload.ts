import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem, invalid } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { fileLimits } from './import.rules.ts';
import type { ReadFile } from './import.service.ts';
import type { Parser } from './parser.ts';
import { line } from './text.rules.ts';

/** A file as it came, without its bytes: what makes two requests the same. */
export type Trace = { file: string; sha256: string };

/**
 * Takes the files one after the other as they arrive, so that one at most is in memory; what is beyond the limit of a
 * file is let through unread.
 */
export async function readUpload(request: FastifyRequest, parser: Parser, now: Date): Promise<{ files: ReadFile[]; traces: Trace[] }> {
  if (!request.isMultipart()) throw invalid([{ pointer: '', message: (locale) => m.import_refused_media({}, { locale }) }], 415);
  const files: ReadFile[] = [];
  const traces: Trace[] = [];
  const timeZone = request.signedIn?.timeZone ?? '';
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue;
      const file = line(part.filename, 200) ?? '?';
      const isWanted = files.length < fileLimits.files;
      const { bytes, sha256 } = await bytesOf(part.file, isWanted);
      traces.push({ file, sha256 });
      if (!isWanted) files.push({ file, parsed: { refusal: { code: 'too_many_files' } } });
      else if (part.file.truncated) files.push({ file, parsed: { refusal: { code: 'too_large' } } });
      else files.push({ file, parsed: await parser.parse({ bytes, timeZone, now: now.toISOString() }) });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalid([{ pointer: '', message: (locale) => m.import_refused_upload({}, { locale }) }], 400);
  }
  if (files.length === 0) throw invalid([{ pointer: '', message: (locale) => m.import_refused_no_file({}, { locale }) }], 422);
  return { files, traces };
}

async function bytesOf(stream: AsyncIterable<unknown>, isKept: boolean): Promise<{ bytes: Uint8Array; sha256: string }> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (isKept) chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), sha256: hash.digest('hex') };
}
