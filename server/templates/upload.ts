import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem, invalid } from '../http/problem.ts';
import { line } from '../imports/text.rules.ts';
import type { Said } from './check.rules.ts';
import type { Checker } from './checker.ts';
import type { Proposed } from './template.service.ts';
import { refusalInWords } from './words.rules.ts';

const refuse = (said: Said, status: 400 | 413 | 415 | 422 = 422): Problem => invalid([{ pointer: '/file', message: (locale) => refusalInWords(said, locale) }], status);

/** The one file of the request, checked. @throws the reason for which it is not taken, as a problem */
export async function readProposed(request: FastifyRequest, checker: Checker): Promise<Proposed> {
  if (!request.isMultipart()) throw refuse({ code: 'media' }, 415);
  const files: { fileName: string; bytes: Buffer; isWhole: boolean }[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue;
      const bytes = await part.toBuffer();
      files.push({ fileName: line(part.filename, 200) ?? '?', bytes, isWhole: !part.file.truncated });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw refuse({ code: 'upload' }, 400);
  }
  const [file, other] = files;
  if (!file) throw refuse({ code: 'no_file' });
  if (other) throw refuse({ code: 'one_file' });
  if (!file.isWhole) throw refuse({ code: 'too_large' }, 413);
  const { check, refusal } = await checker.check({ bytes: file.bytes });
  if (refusal) throw refuse(refusal);
  return { fileName: file.fileName, content: file.bytes, sha256: createHash('sha256').update(file.bytes).digest('hex'), check };
}
