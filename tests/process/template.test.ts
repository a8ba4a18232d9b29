import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fillDocx } from '../../server/documents/fill-docx.ts';
import { allRuns } from '../../server/documents/tree.ts';
import { pictureOf, treeOf } from '../documents/documents.ts';
import { blocks } from '../templates/note.ts';
import { template } from '../templates/packages.ts';

const soffice = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));
/** The words of a flat OpenDocument text, without its markup. */
const said = (xml: string): string => xml.replace(/<text:s[^>]*\/>|<text:tab\/>/g, ' ').replace(/<[^>]*>/g, '').replace(/&apos;/g, "'").replace(/\s+/g, ' ');

it.skipIf(!soffice)('a filled template opens in LibreOffice with the same words, and its headings are headings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-template-'));
  try {
    const tree = treeOf([...blocks, pictureOf('Bordeaux')]);
    writeFileSync(join(folder, 'note.docx'), await fillDocx(tree, template()));
    execFileSync(soffice ?? '', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'fodt', '--outdir', folder, join(folder, 'note.docx')], { stdio: 'ignore', timeout: 110_000 });
    const read = readFileSync(join(folder, 'note.fodt'), 'utf8');
    const margins = new Set(['Page', 'de']);
    for (const { text } of allRuns(tree)) if (text.trim() !== '' && !margins.has(text)) expect(said(read), text).toContain(text.replace(/\s+/g, ' '));
    expect(said(read)).toContain('VILLE D’ESSAI, Usage interne');
    for (const level of [1, 2, 3]) expect(read).toMatch(new RegExp(`<text:h [^>]*text:outline-level="${level}"`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
