// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are about placeholders
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdsPlaceholder, holdsPlaceholderIn } from './placeholder.ts';

const PLACEHOLDERS = [
  '[DATA_PRODUCT]-adaptor',
  '${X}',
  '${TIMEOUT:=5s}',
  '${PORT:-80}',
  'web-${ENV}.example.com',
  '${{X}}',
  '$MTLS_MODE',
  '$(GIT_PORT)',
  '{CONTROLLER_TO_FILL_IN}',
  '{{ .Values.x }}',
  '[[ .Env.X ]]',
  '<%= x %>',
  '<PORT>',
  '<your-host>',
  'web.<namespace>.svc',
  '#{port}#',
  '###PORT###',
  '%%PORT%%',
  '@TIMEOUT@',
  '%DB_HOST%',
  'https://%SSO_HOST%/certs',
  '__HTTPS_PORT__',
  '((resolution))',
  'HOST_PLACEHOLDER',
  'REPLACE_ME',
  'CHANGE_ME',
  'CHANGEME',
  'TODO',
  'YOUR_DOMAIN',
  'ENC[AES256_GCM,data:abc,iv:x,tag:y,type:str]',
];

const VALUES = [
  '',
  'reviews',
  'reviews.prod.svc.cluster.local',
  '*.example.com',
  '{*}',
  '{**}',
  '/users/{id}',
  '{1,3}',
  '%REQ(X-REQUEST-ID)%',
  '%START_TIME%',
  '%DOWNSTREAM_REMOTE_ADDRESS%',
  'https://a.io/%2Fa_B%20',
  '/a%20b',
  'user@example.com',
  '<b>bold</b> text',
  'spiffe://cluster.local/ns/x/sa/y',
  'ROUND_ROBIN',
  'ISTIO_MUTUAL',
  'HTTP2',
  '__proto',
  'a__b__c',
  '$1',
  'todo',
  'ENCODED',
  '[A-Z_]+',
  '[GET]',
  '((a|b)*c)',
];

describe('placeholders', () => {
  for (const text of PLACEHOLDERS) it(`are seen in ${text}`, () => assert.ok(holdsPlaceholder(text)));
  for (const text of VALUES) it(`are not seen in ${text}`, () => assert.ok(!holdsPlaceholder(text)));

  it('in comments of a piece of a document are none', () => {
    assert.ok(!holdsPlaceholderIn('a: 1 # TODO\n# ${X}\nb: 2'));
    assert.ok(holdsPlaceholderIn('a: 1 # TODO\nb: ${X}'));
  });
});
