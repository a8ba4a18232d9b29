/** A tree, and an unpacked Word file, as lines of text that a person can read in a golden file. */
import type { Block, DocumentTree, Run } from '../../server/documents/tree.ts';

const said = (runs: Run[]): string =>
  runs
    .map(({ text, lang, bold, tone, link }) => {
      const marks = [/^(?:fr|en)-CA$/.test(lang) ? null : lang, bold ? 'b' : null, tone === 'late' ? 'late' : null, link ? 'link' : null].filter(Boolean).join(' ');
      return marks ? `{${marks}:${text}}` : text;
    })
    .join('')
    .replaceAll('\u00a0', '~')
    .replaceAll('\n', '⏎');

function lines(block: Block, indent = ''): string[] {
  switch (block.type) {
    case 'heading':
      return ['', `${indent}${'#'.repeat(block.level)} ${said(block.runs)}`];
    case 'paragraph':
      return [`${indent}(${block.role}) ${said(block.runs)}`];
    case 'empty':
      return [`${indent}${block.toComplete ? '[to complete]' : '[no data]'} ${said(block.runs)}`];
    case 'facts':
      return block.items.map((fact) => `${indent}${said(fact.label)} = ${said(fact.value)}${fact.toComplete ? ' [to complete]' : ''}`);
    case 'list':
      return block.items.map((item) => `${indent}- ${said(item)}`);
    case 'contents':
      return block.items.map(({ level, runs }) => `${indent}${'.'.repeat(level)} ${said(runs)}`);
    case 'table':
      return [
        ...(block.caption.length > 0 ? [`${indent}table: ${said(block.caption)}`] : []),
        `${indent}| ${block.columns.map(({ header, width }) => `${said(header)} ${width}`).join(' | ')}`,
        ...block.rows.map((row) => `${indent}| ${row.map(said).join(' | ')}`),
      ];
    case 'picture':
      return [`${indent}picture: ${said(block.alternative)}`];
    case 'parallel':
      return [
        `${indent}|| ${block.headers.map(said).join(' | ')}`,
        ...block.rows.flatMap(([left, right]) => [...left.flatMap((inner) => lines(inner, `${indent}  fr `)), ...right.flatMap((inner) => lines(inner, `${indent}  en `))]),
      ];
    case 'columns':
      return [`${indent}<`, ...block.left.flatMap((inner) => lines(inner, `${indent}  `)), `${indent}>`, ...block.right.flatMap((inner) => lines(inner, `${indent}  `))];
  }
}

/** `~` is a no-break space, `⏎` a line break; bold, late, linked and foreign runs are marked. */
export function outlineOf(tree: DocumentTree): string {
  const parts = tree.parts.flatMap((part) => [
    `== ${part.language} · ${said(part.header.classification)} · ${said(part.header.asOf)}`,
    said(part.title),
    said(part.subtitle),
    ...part.blocks.flatMap((block) => lines(block)),
    '',
  ]);
  return `${tree.kind} · ${tree.audience} · omitted ${tree.omitted}\n${parts.join('\n')}`;
}

/** Every paragraph of a Word body: its style, whether it stands in a table, its text. */
export function wordOutline(xml: string): string {
  const kept = [...xml.matchAll(/<w:p[ >].*?<\/w:p>|<w:tbl>|<\/w:tbl>/gs)].map(([piece]) => {
    if (piece.startsWith('<w:tbl')) return '<table>';
    if (piece.startsWith('</w:tbl')) return '</table>';
    const style = /<w:pStyle w:val="(\w+)"/.exec(piece)?.[1] ?? 'Normal';
    const text = [...piece.matchAll(/<w:t[ >][^<]*<\/w:t>|<w:t>[^<]*<\/w:t>|<w:tab\/>|<w:br\/>/g)]
      .map(([one]) => (one === '<w:tab/>' ? '→' : one === '<w:br/>' ? '⏎' : one.replace(/<[^>]*>/g, '')))
      .join('');
    return text === '' && style === 'Normal' ? '' : `${style}: ${text.replaceAll('\u00a0', '~')}`;
  });
  return `${kept.filter(Boolean).join('\n')}\n`;
}
