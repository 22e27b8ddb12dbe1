export * from './error-body.ts';
export * from './export-requests.ts';
export * from './import-requests.ts';
export * from './live-messages.ts';
export * from './people-requests.ts';
export * from './post-rule-requests.ts';
export * from './record-requests.ts';
export * from './schema-requests.ts';
