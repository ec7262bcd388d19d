// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The official Node SDK, unmodified, against the local COS; started by ./run.

'use strict';

const assert = require('node:assert');
const { execFile, spawnSync } = require('node:child_process');
const { randomInt } = require('node:crypto');
const path = require('node:path');
const { promisify } = require('node:util');
const COS = require('cos-nodejs-sdk-v5');

const env = process.env;
const Bucket = env.COSIO_BUCKET;
const Region = env.COSIO_REGION;
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

// The SDK says on stderr what it retries; that is of interest only if a test fails.
console.error = () => {};

/// Who has done something on the local COS: for README.md.
const ran = new Map();

/// A client that keeps COS's own host name but connects to loopback.
function client(protocol, more = {}) {
  return new COS({
    SecretId: env.COSIO_SECRET_ID,
    SecretKey: env.COSIO_SECRET_KEY,
    Protocol: protocol,
    Ip: protocol === 'https:' ? env.COSIO_HTTPS : env.COSIO_HTTP,
    ...more,
  });
}

/// A client whose host name is the address of the server itself.
function direct(protocol) {
  return client(protocol, {
    Ip: '',
    Domain: protocol === 'https:' ? env.COSIO_HTTPS : env.COSIO_HTTP,
  });
}

const initiate = (cos, Key, more = {}) => cos.multipartInit({ Bucket, Region, Key, ...more });

async function refused(promise, status, code) {
  const error = await promise.then(
    () => assert.fail('not refused'),
    (e) => e,
  );
  assert.deepStrictEqual([error.statusCode, error.code], [status, code], error.message);
  assert.ok(error.headers['x-cos-request-id']);
  return error;
}

async function lifeOfAnUpload(cos, Key) {
  const upload = await initiate(cos, Key, { ContentType: 'text/plain' });
  assert.strictEqual(upload.statusCode, 200);
  assert.deepStrictEqual([upload.Bucket, upload.Key], [Bucket, Key]);
  assert.match(upload.UploadId, /^\d{10}[0-9a-f]{64}$/);
  const one = { Bucket, Region, Key, UploadId: upload.UploadId };

  const found = await cos.multipartList({ Bucket, Region, Prefix: Key, EncodingType: 'url' });
  const listed = found.Upload.map((u) => [decodeURIComponent(u.Key), u.UploadId || u.UploadID]);
  assert.deepStrictEqual(listed, [[Key, upload.UploadId]]);

  assert.strictEqual((await cos.multipartAbort(one)).statusCode, 204);
  await refused(cos.multipartAbort(one), 404, 'NoSuchUpload');
  const left = await cos.multipartList({ Bucket, Region, Prefix: Key });
  assert.deepStrictEqual(left.Upload || [], []);
  ran.set('cos-nodejs-sdk-v5', COS.version);
}

const tests = [];
const test = (name, run) => tests.push({ name, run });

for (const protocol of ['http:', 'https:']) {
  const scheme = protocol.slice(0, -1);
  test(`${scheme}: initiate, list, abort`, () => lifeOfAnUpload(client(protocol), 'folder/object'));
  test(`${scheme}: the same at the address of the server`, () =>
    lifeOfAnUpload(direct(protocol), 'folder/object'));
  for (const key of ["a b+c/ü&=~*!'()", '\u817e\u8baf\u4e91/\u{1f600}', 'a%20b?x#y;<z>"'])
    test(`${scheme}: initiate, list, abort ${key}`, () => lifeOfAnUpload(client(protocol), key));
  test(`${scheme}: refused with the wrong secret`, () =>
    refused(initiate(client(protocol, { SecretKey: 'wrong' }), 'k'), 403, 'SignatureDoesNotMatch'));
}

for (const Key of ['folder/object', "a b+c/ü&=~*!'()", '\u817e\u8baf\u4e91/\u{1f600}'])
  test(`http: what cosio began is listed and aborted ${Key}`, async () => {
    const { stdout } = await promisify(execFile)(
      env.COSIO_INITIATE,
      [
        ...['--json', '--bucket', Bucket, '--region', Region, '--key', Key],
        ...['--endpoint', `http://${env.COSIO_HTTP}`, '--header', `traceparent: ${traceparent}`],
      ],
      { env: { ...env, COS_SECRET_ID: env.COSIO_SECRET_ID, COS_SECRET_KEY: env.COSIO_SECRET_KEY } },
    );
    const { UploadId } = JSON.parse(stdout);
    const cos = client('http:');
    const found = await cos.multipartList({ Bucket, Region, Prefix: Key });
    assert.deepStrictEqual(
      found.Upload.map((u) => [u.Key, u.UploadId || u.UploadID]),
      [[Key, UploadId]],
    );
    const aborted = await cos.multipartAbort({ Bucket, Region, Key, UploadId });
    assert.strictEqual(aborted.statusCode, 204);
    ran.set('cosio', '-');
  });

test('http: without a content type', async () => {
  assert.ok((await initiate(client('http:'), 'bare')).UploadId);
});

test('http: metadata, tags, access control and encryption', async () => {
  const upload = await initiate(client('http:'), 'full', {
    ContentType: 'video/mp4',
    CacheControl: 'max-age=86400',
    ContentDisposition: 'attachment; filename="ex ample.jpg"',
    ACL: 'private',
    GrantRead: 'id="100000000001",id="100000000002"',
    StorageClass: 'STANDARD_IA',
    ServerSideEncryption: 'AES256',
    'x-cos-meta-example': 'ex ample',
    Headers: { 'x-cos-tagging': 'k1=v%201&k2=v2' },
  });
  assert.strictEqual(upload.headers['x-cos-server-side-encryption'], 'AES256');
});

test('http: refused for a storage class that does not exist', () =>
  refused(
    initiate(client('http:'), 'k', { StorageClass: 'COLD' }),
    400,
    'NotSupportedStorageClass',
  ));

test('http: refused with an unknown access key id', () =>
  refused(initiate(client('http:', { SecretId: 'AKIDnobody' }), 'k'), 403, 'InvalidAccessKeyId'));

test('http: refused for a bucket that does not exist', () =>
  refused(
    client('http:').multipartInit({ Bucket: 'other-1250000000', Region, Key: 'k' }),
    404,
    'NoSuchBucket',
  ));

test('http: a list in pages', async () => {
  const cos = client('http:');
  const ids = [];
  for (const key of ['page/1', 'page/2', 'page/3']) ids.push((await initiate(cos, key)).UploadId);
  const seen = [];
  const query = { Bucket, Region, Prefix: 'page/', MaxUploads: 2, EncodingType: 'url' };
  let page;
  do {
    page = await cos.multipartList(query);
    seen.push(...page.Upload.map((u) => u.UploadId));
    query.KeyMarker = decodeURIComponent(page.NextKeyMarker || '');
    query.UploadIdMarker = page.NextUploadIdMarker;
  } while (page.IsTruncated === 'true');
  assert.deepStrictEqual(seen, ids);
});

test('http: temporary keys', async () => {
  const Ip = env.COSIO_HTTP_TOKEN;
  const with_token = client('http:', { Ip, SecurityToken: env.COSIO_TOKEN });
  assert.ok((await initiate(with_token, 'k')).UploadId);
  await refused(initiate(client('http:', { Ip }), 'k'), 403, 'AccessDenied');
  const wrong = client('http:', { Ip, SecurityToken: 'wrong' });
  await refused(initiate(wrong, 'k'), 403, 'AccessDenied');
});

test('http: a presigned URL', async () => {
  const url = client('http:').getObjectUrl({
    Bucket,
    Region,
    Key: 'pre signed',
    Method: 'POST',
    Query: { uploads: '' },
    Protocol: 'http:',
    Sign: true,
  });
  const { host, pathname, search } = new URL(url);
  // With the core module, because fetch() does not allow another Host header.
  const status = await new Promise((resolve, reject) => {
    const [hostname, port] = env.COSIO_HTTP.split(':');
    const headers = { Host: host, 'Content-Type': 'text/plain', 'Content-Length': 0 };
    require('node:http')
      .request({ hostname, port, method: 'POST', path: pathname + search, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
      .on('error', reject)
      .end();
  });
  assert.strictEqual(status, 200);
});

test('https: not without the authority', async () => {
  const child = { ...env, COSIO_CHILD: 'https' };
  delete child.NODE_EXTRA_CA_CERTS;
  const { stdout } = await promisify(execFile)(process.execPath, [__filename], { env: child });
  assert.match(stdout, /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER/);
});

// Random requests, signed by both. ------------------------------------------------------------

const seed = Number(env.COSIO_SEED || randomInt(2 ** 32));
let state = seed >>> 0;

/// mulberry32
function random(limit) {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % limit;
}

const pick = (items) => items[random(items.length)];
const plain = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~'];
const reserved = [..." !\"#$%&'()*+,/:;<=>?@[\\]^`{|}"];
const foreign = [...'äÖßéñŁжЩאب腾讯云한글ไทย\u{1f600}\u{20000}\u{10ffff}\u00a0\u2028\uffff'];
const token = [...'abcXYZ019-_.~!*\'#$&+^`|'];

function text(max, ...alphabets) {
  let out = '';
  for (let n = random(max + 1); n > 0; --n) out += pick(pick(alphabets));
  return out;
}

function collect(max, name, value) {
  const out = {};
  const seen = new Set();
  for (let n = random(max + 1); n > 0; --n) {
    const key = name();
    // No client can send two parameters or headers whose names differ in case only.
    if (key === '' || key === '__proto__' || seen.has(key.toLowerCase())) continue;
    seen.add(key.toLowerCase());
    out[key] = value();
  }
  return out;
}

function randomRequest() {
  const value = () => text(24, plain, reserved, foreign);
  const params = collect(4, () => text(12, plain, plain, reserved, foreign), value);
  if (random(2)) params.uploads = '';
  if (random(4) === 0) params[pick(['uploadId', 'partNumber', 'response-content-type'])] = value();
  const headers = {
    Host: pick([`${Bucket}.cos.${Region}.myqcloud.com`, 'localhost:8080', '127.0.0.1']),
    ...collect(4, () => 'x-cos-meta-' + text(10, token), () => value().trim()),
  };
  if (random(2)) headers['Content-Type'] = pick(['video/mp4', 'text/plain; charset="utf-8"', '']);
  if (random(2)) headers['Cache-Control'] = 'max-age=86400, "x"';
  if (random(2)) headers['Content-Disposition'] = `attachment; filename="${text(9, foreign)}.jpg"`;
  if (random(2)) headers['Content-Length'] = '0';
  if (random(4) === 0) headers['X-Cos-Acl'] = 'public-read';
  if (random(4) === 0) headers.Date = 'Thu, 28 May 2020 08:35:34 GMT'; // the SDK does not sign it
  const start = 1.5e9 + random(5e8);
  return {
    method: pick(['POST', 'GET', 'PUT', 'DELETE', 'HEAD', 'post']),
    path: pick(['/', '/', '/', '//']) + text(40, plain, plain, reserved, foreign),
    params,
    headers,
    secretId: 'AKID' + text(32, plain),
    secretKey: 'k' + text(40, plain),
    keyTime: `${start};${start + 1 + random(1e5)}`,
  };
}

const encode = (name) =>
  encodeURIComponent(name)
    .replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16))
    .toLowerCase();
const byLower = (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

/// Whether the SDK puts the pairs in the order of the document. It sorts them by the raw name, but
/// the document, and the SDK's own lists of names, go by the encoded one.
function sameOrder(names) {
  const raw = [...names].sort(byLower).map(encode);
  return raw.every((name, i) => i === 0 || raw[i - 1] < name);
}

function signWithNode(request) {
  return COS.getAuthorization({
    SecretId: request.secretId,
    SecretKey: request.secretKey,
    KeyTime: request.keyTime,
    Method: request.method,
    Pathname: request.path,
    Query: request.params,
    Headers: request.headers,
  });
}

test('500 random requests are signed alike', () => {
  const requests = [];
  const expected = [];
  let unsorted = 0;
  while (requests.length < 500) {
    const request = randomRequest();
    if (!sameOrder(Object.keys(request.params)) || !sameOrder(Object.keys(request.headers))) {
      ++unsorted;
      continue;
    }
    const authorization = signWithNode(request);
    const signed = authorization.match(/&q-header-list=([^&]*)&/)[1].split(';');
    // The SDK chooses which headers it signs, ours signs what it is given.
    for (const name of Object.keys(request.headers))
      if (!signed.includes(encode(name))) delete request.headers[name];
    requests.push(JSON.stringify(request));
    expected.push(authorization);
  }
  console.log(`# ${unsorted} more left out, where the SDK does not sort as the document says`);
  const { status, stdout, stderr } = spawnSync(env.COSIO_SIGN_LINES, [], {
    input: requests.join('\n') + '\n',
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.strictEqual(status, 0, `${env.COSIO_SIGN_LINES}: ${stderr}`);
  const actual = stdout.split('\n').slice(0, -1);
  assert.strictEqual(actual.length, expected.length);
  for (const [i, line] of actual.entries())
    assert.strictEqual(line, expected[i], `request ${i} of seed ${seed}: ${requests[i]}`);
});

test('README.md says what was run', async () => {
  const rows = [...ran].flatMap(([name, version]) => [name, version, 'local COS', '-']);
  const matrix = path.join(__dirname, 'matrix.py');
  const { stdout } = await promisify(execFile)('python3', [matrix, 'run', ...rows]);
  process.stdout.write(stdout);
});

async function main() {
  console.log(`# Node ${process.version}, cos-nodejs-sdk-v5 ${COS.version}, COSIO_SEED=${seed}`);
  let failed = 0;
  for (const { name, run } of tests) {
    try {
      await run();
      console.log(`ok - ${name}`);
    } catch (error) {
      ++failed;
      const said = String((error && error.stack) || JSON.stringify(error));
      console.log(`not ok - ${name}\n    ${said.replace(/\n/g, '\n    ')}`);
    }
  }
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

if (env.COSIO_CHILD === 'https')
  initiate(client('https:'), 'k').then(
    () => console.log('served'),
    (error) => console.log(error.code),
  );
else main();
