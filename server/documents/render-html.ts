/** Renders a tree as semantic HTML: classes only, no style, everything escaped. A page of its own has one style sheet. */
import { isPlainDrawing } from './drawing.ts';
import { pageStyle } from './page-style.ts';
import { languageTag, plainText } from './tree.ts';
import type { Block, DocumentPart, DocumentTree, Picture, Run } from './tree.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** The document as one `<article class="note">`, to be put in a page. */
export function renderHtml(tree: DocumentTree): string {
  const parts = tree.parts.map((part) => renderPart(part)).join('\n');
  return `<article class="note note-${tree.density}" lang="${languageTag(tree.parts[0]?.language ?? 'fr')}">\n${parts}\n</article>\n`;
}

/** The document as a page of its own, for the address that ends in `.html`. It needs `pageStylePolicy`. */
export function renderHtmlPage(tree: DocumentTree): string {
  const lang = languageTag(tree.parts[0]?.language ?? 'fr');
  return `<!doctype html>\n<html lang="${lang}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<meta name="author" content="${escape(tree.author)}">\n<title>${escape(tree.title)}</title>\n<style>${pageStyle}</style>\n</head>\n<body>\n<main>\n${renderHtml(tree)}</main>\n</body>\n</html>\n`;
}

function renderPart(part: DocumentPart): string {
  const lang = languageTag(part.language);
  const inside = (runs: Run[]): string => render(runs, lang);
  return [
    `<section class="note-part" lang="${lang}">`,
    `<p class="note-header"><strong class="note-classification">${inside(part.header.classification)}</strong> <span class="note-as-of">${inside(part.header.asOf)}</span></p>`,
    `<h1 class="note-title">${inside(part.title)}</h1>`,
    ...(part.subtitle.length > 0 ? [`<p class="note-subtitle">${inside(part.subtitle)}</p>`] : []),
    ...part.blocks.map((block) => renderBlock(block, lang)),
    `<p class="note-footer">${inside(part.footer.office)}</p>`,
    '</section>',
  ].join('\n');
}

function renderBlock(block: Block, lang: string): string {
  const inside = (runs: Run[]): string => render(runs, lang);
  switch (block.type) {
    case 'heading':
      return `<h${block.level + 1} class="note-heading-${block.level}${block.newPage ? ' note-new-page' : ''}">${inside(block.runs)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p class="note-${block.role}">${inside(block.runs)}</p>`;
    case 'empty':
      return `<p class="note-empty">${inside(block.runs)}</p>`;
    case 'list':
      return `<ul class="note-list">\n${block.items.map((item) => `<li>${inside(item)}</li>`).join('\n')}\n</ul>`;
    case 'facts': {
      const items = block.items.map((fact) => {
        const asOf = fact.asOf ? ` <span class="note-fact-as-of">(${inside(fact.asOf)})</span>` : '';
        const source = fact.source ? ` <span class="note-fact-source">– ${inside(fact.source)}</span>` : '';
        return `<div><dt>${inside(fact.label)}</dt><dd>${inside(fact.value)}${asOf}${source}</dd></div>`;
      });
      return `<dl class="note-facts">\n${items.join('\n')}\n</dl>`;
    }
    case 'table': {
      const aligned = (index: number): string => (block.columns[index]?.align === 'end' ? ' class="note-end"' : '');
      const caption = block.caption.length > 0 ? `<caption>${inside(block.caption)}</caption>` : '';
      const head = block.columns.map((column, index) => `<th scope="col"${aligned(index)}>${inside(column.header)}</th>`).join('');
      const rows = block.rows.map((row) => `<tr>${row.map((cell, index) => `<td${aligned(index)}>${inside(cell)}</td>`).join('')}</tr>`).join('\n');
      // On a narrow screen the table scrolls by itself: the keyboard has to reach it.
      const label = escape(block.columns.map((column) => plainText(column.header)).join(', '));
      return `<div class="note-table-scroll" tabindex="0" role="group" aria-label="${label}"><table class="note-table">${caption}<thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
    }
    case 'contents': {
      const items = block.items.map(({ level, runs }) => `<li class="note-contents-${level}">${inside(runs)}</li>`).join('\n');
      return `<ul class="note-contents">\n${items}\n</ul>`;
    }
    case 'picture': {
      const caption = block.caption.length > 0 ? `<figcaption>${inside(block.caption)}</figcaption>` : '';
      // On a narrow screen it scrolls by itself rather than become too small to read: the keyboard has to reach it.
      const label = escape(plainText(block.caption.length > 0 ? block.caption : block.alternative));
      return `<figure class="note-picture">${caption}<div class="note-picture-scroll" tabindex="0" role="group" aria-label="${label}">${picture(block)}</div></figure>`;
    }
    case 'columns': {
      const column = (blocks: Block[]): string => `<div class="note-column">\n${blocks.map((inner) => renderBlock(inner, lang)).join('\n')}\n</div>`;
      return `<div class="note-columns">\n${column(block.left)}\n${column(block.right)}\n</div>`;
    }
    case 'parallel': {
      const head = block.headers.map((header) => `<th scope="col">${inside(header)}</th>`).join('');
      const side = (blocks: Block[], index: number): string => {
        const tag = block.headers[index]?.[0]?.lang ?? lang;
        return `<td${tag === lang ? '' : ` lang="${escape(tag)}"`}>${blocks.map((inner) => renderBlock(inner, tag)).join('\n')}</td>`;
      };
      const rows = block.rows.map((row) => `<tr>${row.map(side).join('')}</tr>`).join('\n');
      const label = escape(block.headers.map(plainText).join(', '));
      return `<div class="note-table-scroll" tabindex="0" role="group" aria-label="${label}"><table class="note-parallel"><thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
    }
  }
}

/** The drawing itself, in the page: it takes the page's font, and no address is needed that a policy would have to allow. */
function picture({ svg, alternative }: Picture): string {
  if (!isPlainDrawing(svg)) throw new Error('a drawing holds more than shapes and words');
  const said = escape(plainText(alternative));
  return svg.replace(/^<svg ([^>]*)>/, (_root, attributes: string) => `<svg role="img" aria-label="${said}" ${attributes}><title>${said}</title>`);
}

function render(runs: Run[], lang: string): string {
  return runs.map((run) => renderRun(run, lang)).join('');
}

function renderRun(run: Run, lang: string): string {
  let html = run.text.split('\n').map(escape).join('<br>');
  if (run.italic) html = `<em>${html}</em>`;
  if (run.bold) html = `<strong>${html}</strong>`;
  const attributes = [...(run.tone ? [`class="note-tone-${run.tone}"`] : []), ...(run.lang === lang ? [] : [`lang="${escape(run.lang)}"`])];
  if (run.link) return `<a href="${escape(run.link)}"${attributes.map((attribute) => ` ${attribute}`).join('')}>${html}</a>`;
  return attributes.length > 0 ? `<span ${attributes.join(' ')}>${html}</span>` : html;
}
