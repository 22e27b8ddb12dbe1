import type { SecondStep } from '@tessera/store';
import type { AppContext } from '../context.ts';

/** A text as it is kept: encrypted with the installation's secret. */
export async function seal(app: AppContext, text: string): Promise<string> {
  const { symmetricEncrypt } = await import('better-auth/crypto');
  return await symmetricEncrypt({ key: await key(app), data: text });
}

async function unseal(app: AppContext, sealed: string): Promise<string> {
  const { symmetricDecrypt } = await import('better-auth/crypto');
  return await symmetricDecrypt({ key: await key(app), data: sealed });
}

/** The secret of a second step. */
export async function secretOf(app: AppContext, { secret }: SecondStep): Promise<Uint8Array> {
  return Buffer.from(await unseal(app, secret), 'base64url');
}

/** The recovery codes that are left; none before it was turned on. */
export async function codesOf(app: AppContext, { codes }: SecondStep): Promise<readonly string[]> {
  return codes === '' ? [] : (JSON.parse(await unseal(app, codes)) as string[]);
}

async function key(app: AppContext) {
  return (await (await app.auth()).$context).secretConfig;
}
