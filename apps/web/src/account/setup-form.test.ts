import { setupRequest } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';
import { checkSetup, type SetupValues, setupBody } from './setup-form.ts';

const values: SetupValues = {
  name: ' Li Na ',
  email: 'li.na@example.com',
  password: 'harbour violin quartz',
  workspace: 'Northwind',
  language: 'en',
  timeZone: 'Asia/Shanghai',
  templates: ['crm'],
  samples: true,
};

describe('the setup form', () => {
  it('accepts complete values and makes a request the server accepts', () => {
    expect(checkSetup(values)).toEqual({});
    const body = setupBody('token', values);
    expect(setupRequest.safeParse(body).success).toBe(true);
    expect(body.name).toBe('Li Na');
  });

  it('names every field that is missing', () => {
    const empty = { ...values, name: ' ', email: '', password: '', workspace: '', timeZone: '' };
    expect(Object.keys(checkSetup(empty)).sort()).toEqual([
      'email',
      'name',
      'password',
      'timeZone',
      'workspace',
    ]);
  });

  it('refuses a short password and one made of the name', () => {
    expect(checkSetup({ ...values, password: 'x7#kq' }).password).toBe('auth.errors.passwordShort');
    expect(checkSetup({ ...values, password: 'lina.lina.lina' }).password).toBe(
      'auth.errors.passwordWeak',
    );
  });

  it('asks for no samples when there is no template', () => {
    expect(setupBody('t', { ...values, templates: [] }).samples).toBe(false);
  });
});

describe('the strength hint', () => {
  it.each([
    ['abc', 'short'],
    ['password123', 'weak'],
    ['1234567890', 'weak'],
    ['aaaaaaaaaaaa', 'weak'],
    ['harbour violin quartz', 'strong'],
  ])('calls %j %s', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });
});
