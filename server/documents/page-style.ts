/** How a document looks as a page of its own: a sheet of paper on a screen, and on paper when it is printed. */
import { createHash } from 'node:crypto';

/** Colours in both schemes keep 4.5 to 1 for text. Drawings are made for paper and keep their white ground. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1a2230;--soft:#55606e;--line:#c9ced5;--accent:#1b4f80;--paper:#fff;--ground:#f4f2ec;--late:#a1351f;--shines:#8a5a00;--learns:#0b655c;--attracts:#5c4398}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a9b3c0;--line:#3a4554;--accent:#8fbce6;--paper:#161d27;--ground:#0f141b;--late:#f0a08c;--shines:#e0b35c;--learns:#6cc7bb;--attracts:#b9a5ea}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 "Source Sans 3","Segoe UI",Calibri,system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:56rem;margin:0 auto;padding:clamp(1rem,4vw,3rem);background:var(--paper)}
h1,h2{font-family:"Source Serif 4",Cambria,Georgia,serif;line-height:1.2}
h1{margin:0;font-size:1.9rem}
h2{margin:2rem 0 .6rem;padding-bottom:.2rem;border-bottom:1px solid var(--line);color:var(--accent);font-size:1.3rem}
h3,h4{margin:1.2rem 0 .3rem;font-size:1rem}
a{color:var(--accent)}
.note-part+.note-part{margin-top:3rem;padding-top:2rem;border-top:3px solid var(--line)}
.note-header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem;margin:0 0 1.5rem;padding-bottom:.4rem;border-bottom:1px solid var(--line);color:var(--soft);font-size:.875rem}
.note-subtitle{margin:.3rem 0 1.2rem;color:var(--soft);font-size:1.125rem}
.note-lead{font-size:1.125rem}
.note-note,.note-empty,.note-footer,.note-tone-muted,caption,figcaption,dt{color:var(--soft)}
.note-note,.note-footer,caption,figcaption,table{font-size:.9rem}
.note-tone-late{color:var(--late)}
.note-tone-shines{color:var(--shines)}
.note-tone-learns{color:var(--learns)}
.note-tone-attracts{color:var(--attracts)}
.note-facts>div{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.75rem;margin-bottom:.25rem}
dd{margin:0}
ul{padding-left:1.2rem}
.note-contents{list-style:none;padding:0}
.note-contents-1{margin-top:.4rem;font-weight:600}
.note-contents-2{padding-left:1.2rem}
.note-table-scroll,.note-picture-scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse}
caption,figcaption{padding-bottom:.3rem;text-align:left}
th,td{overflow-wrap:normal;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--soft)}
.note-table .note-end{text-align:right}
.note-picture{margin:1rem 0}
.note-picture svg{display:block;width:100%;min-width:36rem;height:auto;background:#fff}
.note-columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:1.5rem}
th p,td p,td ul,td dl{margin:.2rem 0}
.note-parallel{min-width:36rem;table-layout:fixed;font-size:1rem}
.note-parallel td{border-bottom:0}
.note-parallel .note-facts>div{grid-template-columns:minmax(4rem,8rem) 1fr}
.note-footer{margin-top:2rem}
@media print{body,main{background:#fff;padding:0}main{max-width:none}thead{display:table-header-group}.note-new-page{break-before:page}.note-picture svg{min-width:0}tr,figure{break-inside:avoid}}
`;

/** What a content security policy names to allow this one style sheet. */
export const pageStylePolicy = policyOf(pageStyle);

/** The same for a page that was made with another style sheet, by an earlier release. */
export function stylePolicyOf(page: string): string {
  return policyOf(/<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '');
}

function policyOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
