import { type ErrorCode, errorStatus } from '@tessera/model';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './registry.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Json[];
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Json;
}

const errorBody: Json = {
  type: 'object',
  required: ['error'],
  additionalProperties: false,
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      additionalProperties: false,
      properties: {
        code: { enum: Object.keys(errorStatus) },
        message: { type: 'string' },
        details: {},
      },
    },
  },
};

let made: OpenApiDocument | undefined;

/** The whole API as OpenAPI 3.1, from the very declarations that the server mounts. */
export function openApiDocument(version: string): OpenApiDocument {
  made ??= {
    openapi: '3.1.0',
    info: {
      title: 'Tessera',
      version,
      description:
        'What one may not see is answered exactly as what does not exist. Unknown keys are refused.',
    },
    servers: [{ url: '/api' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: paths(),
    components: {
      schemas: { Error: errorBody },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tessera.session_token' },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A personal token, or one of a service account.',
        },
      },
    },
  };
  return made;
}

function paths(): OpenApiDocument['paths'] {
  const found: Record<string, Record<string, Operation>> = {};
  for (const declared of endpoints) {
    const operations = found[declared.path] ?? {};
    operations[declared.method] = operationOf(declared);
    found[declared.path] = operations;
  }
  return found;
}

function securityOf({ access, tokens }: Endpoint): readonly Json[] {
  if (access === 'public') return [];
  const byToken = access !== 'account' && tokens !== false;
  return byToken ? [{ session: [] }, { token: [] }] : [{ session: [] }];
}

function operationOf(declared: Endpoint): Operation {
  const parameters = [
    ...[...declared.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...queryParameters(declared.query),
  ];
  const success = String(declared.status ?? 200);
  return {
    operationId: operationId(declared),
    tags: [declared.tag],
    summary: declared.summary,
    ...(declared.description !== undefined && { description: declared.description }),
    security: securityOf(declared),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(declared),
    responses: {
      [success]: {
        description: 'Done',
        content: answerContent(declared),
      },
      ...errors(declared),
    },
  };
}

function requestBody({ body, content }: Endpoint): { readonly requestBody?: Json } {
  if (content === 'multipart') {
    const schema = {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' }, options: { type: 'string' } },
    };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (body === undefined) return {};
  const schema = jsonSchema(body, 'input');
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

function answerContent({ produces, answer }: Endpoint): Json {
  if (produces === undefined)
    return { 'application/json': { schema: jsonSchema(answer, 'output') } };
  const schema = { type: 'string', format: 'binary' };
  return Object.fromEntries(produces.map((type) => [type, { schema }]));
}

/** The statuses with which an endpoint of this kind may refuse. */
function errors(declared: Endpoint): Record<string, Json> {
  const codes: ErrorCode[] = ['invalid', 'internal'];
  if (declared.access !== 'public') codes.push('unauthenticated');
  if (declared.path.includes('{') || declared.access === 'member') codes.push('not_found');
  if (declared.method !== 'get') codes.push('forbidden', 'conflict');
  if (declared.body !== undefined || declared.content === 'multipart') codes.push('too_large');
  if (declared.access === 'public' && declared.method === 'post') codes.push('rate_limited');
  return Object.fromEntries(
    codes.map((code) => [
      String(errorStatus[code]),
      {
        description: code,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

function queryParameters(query: z.ZodType | undefined): readonly Json[] {
  if (query === undefined) return [];
  const schema = jsonSchema(query, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, of]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: of,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** `post /workspaces/{ws}/tables/{table}/records` -> `postTablesRecords`. */
function operationId({ method, path }: Endpoint): string {
  const words = path
    .split('/')
    .filter((part) => part !== '' && part !== 'workspaces')
    .map((part) => (part.startsWith('{') ? `by-${part.slice(1, -1)}` : part))
    .flatMap((part) => part.split('-'));
  const name = (path.startsWith('/workspaces') ? ['workspace', ...words] : words)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return method + name;
}
