import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** `to` is a path from the root, or the name of a package. */
export type Import = { to: string; isType: boolean };
export type Source = { path: string; text: string; imports: Import[] };

const root = fileURLToPath(new URL('../../', import.meta.url));
const aliases: Record<string, string> = { '#server/': 'server/', '#lib/': 'web/lib/', '#paraglide/': 'generated/paraglide/', '$lib/': 'web/lib/' };

/** Every source of the server and of the screens, with what each imports. */
export function readSources(): Source[] {
  return ['server', 'web'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => /\.(ts|svelte)$/.test(path))
      .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8'))),
  );
}

/** One source, read for what it imports and whether only as types. */
export function sourceOf(path: string, text: string): Source {
  const code = path.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, inner]) => inner).join('\n') : text;
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = importAt(node);
    if (found) imports.push({ to: resolve(path, found.to), isType: found.isType });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, text: code, imports };
}

function importAt(node: ts.Node): Import | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { to: node.moduleSpecifier.text, isType: isTypeOnly(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { to: node.moduleSpecifier.text, isType: node.isTypeOnly };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteral(argument) ? { to: argument.text, isType: false } : null;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { to: node.argument.literal.text, isType: true };
  }
  return null;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every(({ isTypeOnly: only }) => only);
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  const alias = Object.keys(aliases).find((name) => specifier.startsWith(name));
  return alias ? `${aliases[alias]}${specifier.slice(alias.length)}` : specifier;
}
