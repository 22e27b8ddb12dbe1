import type { OpenApiDocument, Operation } from './openapi.ts';

type Json = Readonly<Record<string, unknown>>;

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 56rem; padding: 2rem 1rem; }
nav a { margin-right: 1rem; }
section { border-top: 1px solid var(--line); margin-top: 2rem; }
article { margin: 1.5rem 0; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
h3 b { display: inline-block; min-width: 4rem; text-transform: uppercase; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { background: var(--soft); border-radius: 6px; margin: .5rem 0; overflow-x: auto; padding: .75rem 1rem; }
summary { cursor: pointer; }
p { margin: .25rem 0; }
.note { opacity: .75; }
`;

/** The API as one page to read, without scripts or anything from elsewhere. */
export function referencePage(document: OpenApiDocument): string {
  const sections = document.tags.map(({ name }) => section(name, document));
  const nav = document.tags.map(({ name }) => `<a href="#${anchor(name)}">${text(name)}</a>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tessera API</title><style>${style}</style></head>
<body>
<h1>Tessera API ${text(String(document.info.version))}</h1>
<p>Everything below is under <code>/api</code> and speaks JSON. The same as
<a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<p>Errors are <code>{ "error": { "code", "message", "details"? } }</code>. What one may not see is answered
exactly as what does not exist. Unknown keys are refused.</p>
<nav>${nav.join('')}</nav>
${sections.join('\n')}
</body></html>`;
}

function section(tag: string, document: OpenApiDocument): string {
  const articles: string[] = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (operation.tags.includes(tag)) articles.push(article(method, path, operation));
    }
  }
  return `<section id="${anchor(tag)}"><h2>${text(tag)}</h2>${articles.join('\n')}</section>`;
}

function article(method: string, path: string, operation: Operation): string {
  const open =
    operation.security.length === 0 ? ' <span class="note">without signing in</span>' : '';
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => String(parameter.name));
  const body = schemaOf(operation.requestBody);
  const answer = schemaOf(
    Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1],
  );
  const refusals = Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .map(([status, { description }]) => `${status} ${String(description)}`);
  return `<article id="${operation.operationId}">
<h3><b>${text(method)}</b> <code>${text(path)}${query.length > 0 ? text(`?${query.join('&')}`) : ''}</code></h3>
<p>${text(operation.summary)}.${open}</p>
${operation.description === undefined ? '' : `<p>${text(operation.description)}</p>`}
${body === undefined ? '' : details('Request', body)}
${answer === undefined ? '' : details('Answer', answer)}
<p class="note">Refusals: ${text(refusals.join(', '))}</p>
</article>`;
}

function details(title: string, schema: Json): string {
  return `<details><summary>${title}</summary><pre>${text(outline(schema, 0))}</pre></details>`;
}

function schemaOf(part: Json | undefined): Json | undefined {
  const content = part?.content as Readonly<Record<string, { schema?: Json }>> | undefined;
  return content && Object.values(content)[0]?.schema;
}

/** A JSON Schema as the shape it describes, one key a line. */
function outline(schema: Json, depth: number): string {
  const pad = '  '.repeat(depth + 1);
  const alternatives = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined;
  if (alternatives) return alternatives.map((one) => outline(one, depth)).join(' | ');
  if (schema.enum) return (schema.enum as unknown[]).map((one) => JSON.stringify(one)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.type === 'array') return `[ ${outline((schema.items ?? {}) as Json, depth)} ]`;
  if (schema.type !== 'object') return String(schema.type ?? 'any');
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Json>>;
  const required = new Set((schema.required ?? []) as readonly string[]);
  const lines = Object.entries(properties).map(
    ([name, of]) => `${pad}${name}${required.has(name) ? '' : '?'}: ${outline(of, depth + 1)}`,
  );
  const { additionalProperties: others } = schema;
  if (typeof others === 'object' && others !== null) {
    lines.push(`${pad}[key]: ${outline(others as Json, depth + 1)}`);
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

function anchor(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-');
}

function text(raw: string): string {
  return raw.replace(
    /[&<>"']/g,
    (sign) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );
}
