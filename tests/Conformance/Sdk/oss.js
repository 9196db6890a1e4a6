// Object storage through ali-oss, signature V4. --sld: the bucket stands in the path instead of the host.
const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const http = require('node:http');
const { Readable } = require('node:stream');
const OSS = require('ali-oss');
const { REGION, ACCOUNT, credentials } = require('./account');
const { crc64 } = require('./crc64');
const { holds, main } = require('./suite');

const BUCKET = 'artifacts-test';
const CONFIG = 'agents/sha256-abc/config.yaml';
const SPECIAL = 'agents/ünï 中文/a+b&c=d~e\'f(g)*h!i%j?k#l.yaml';
const CONTENT = Buffer.from('a: 1\n');
const hash = bytes => createHash('md5').update(bytes).digest();
const etag = bytes => `"${hash(bytes).toString('hex').toUpperCase()}"`;

/** What an answer says of the object must be true of the bytes. */
function describes(response, bytes) {
  holds(response.headers, { etag: etag(bytes), 'x-oss-hash-crc64ecma': crc64(bytes) });
  assert.match(response.headers['x-oss-request-id'], /^[0-9A-F]{24}$/);
}

/** What is there must be these bytes. */
function carries(answer, bytes) {
  describes(answer.res, bytes);
  assert.deepEqual(answer.content, bytes);
}

/** GET of a URL by somebody without a key. At an IP address ali-oss names the bucket in the Host header, so that is to be sent too. */
const visit = url => new Promise((resolve, reject) => {
  const path = new URL(url).pathname.startsWith(`/${BUCKET}/`);
  http.get(url, { headers: path ? {} : { host: `${BUCKET}.oss-${REGION}.aliyuncs.com` } }, async response => {
    resolve({ status: response.statusCode, type: response.headers['content-type'], text: Buffer.concat(await response.toArray()).toString() });
  }).on('error', reject);
});

main(async (suite, endpoint, options) => {
  const keys = await credentials(endpoint, options.sts);
  const { securityToken: stsToken, ...key } = keys;
  const client = bucket => new OSS({
    region: `oss-${REGION}`, endpoint, ...key, stsToken, refreshSTSToken: stsToken && (async () => ({ ...key, stsToken })), bucket, authorizationV4: true, timeout: 5000, sldEnable: !!options.sld,
  });
  const oss = client(BUCKET);
  const step = (name, call, check) => suite.step(name, call, check);
  const absent = key => assert.rejects(oss.head(key), { status: 404 });
  const names = objects => (objects ?? []).map(item => item.name);

  await step('putBucket', () => oss.putBucket(BUCKET, { acl: 'private' }), answer => holds(answer, { bucket: BUCKET, res: { status: 200 } }));
  await step('getBucketInfo', () => oss.getBucketInfo(BUCKET), ({ bucket }) => {
    holds(bucket, { Name: BUCKET, Location: `oss-${REGION}`, StorageClass: 'Standard', Owner: { ID: ACCOUNT }, AccessControlList: { Grant: 'private' } });
    assert.ok(Math.abs(Date.now() - Date.parse(bucket.CreationDate)) < 60_000, bucket.CreationDate);
  });
  const put = await step('put simple', () => oss.put(CONFIG, CONTENT, { mime: 'application/yaml', meta: { sha256: 'abc', owner: 'ns-name' } }), answer => {
    describes(answer.res, CONTENT);
    assert.equal(answer.res.headers['content-md5'], hash(CONTENT).toString('base64'));
  });
  await step('put special key', () => oss.put(SPECIAL, Buffer.from('special'), { headers: { 'x-oss-forbid-overwrite': 'true', 'x-oss-tagging': 'managed-by=operator&uid=8b5f', 'Cache-Control': 'no-cache' } }), async answer => {
    describes(answer.res, Buffer.from('special'));
    holds(await oss.getObjectTagging(SPECIAL), { tag: { 'managed-by': 'operator', uid: '8b5f' } });
  });
  await step('put empty', () => oss.put('empty.txt', Buffer.alloc(0)), answer => describes(answer.res, Buffer.alloc(0)));
  await step('putStream', () => oss.putStream('bin/agent', Readable.from([Buffer.from('\x7fELF-fake')]), { contentLength: 9, mime: 'application/octet-stream' }), async answer => {
    describes(answer.res, Buffer.from('\x7fELF-fake'));
    carries(await oss.get('bin/agent'), Buffer.from('\x7fELF-fake'));
  });

  await step('head', () => oss.head(CONFIG), answer => {
    describes(answer.res, CONTENT);
    holds(answer, { meta: { sha256: 'abc', owner: 'ns-name' }, res: { headers: { 'content-type': 'application/yaml', 'content-length': '5', 'x-oss-object-type': 'Normal', 'x-oss-storage-class': 'Standard' } } });
  });
  await step('getObjectMeta', () => oss.getObjectMeta(CONFIG), answer => {
    describes(answer.res, CONTENT);
    holds(answer.res.headers, { 'content-length': '5', 'x-oss-meta-sha256': undefined });
  });
  await step('get', () => oss.get(CONFIG), answer => {
    carries(answer, CONTENT);
    holds(answer.res.headers, { 'content-type': 'application/yaml', 'x-oss-meta-owner': 'ns-name' });
  });
  await step('get special', () => oss.get(SPECIAL), answer => {
    carries(answer, Buffer.from('special'));
    holds(answer.res.headers, { 'cache-control': 'no-cache', 'x-oss-tagging-count': '2' });
  });
  await step('get range', () => oss.get(CONFIG, { headers: { Range: 'bytes=0-1' } }), answer => {
    holds(answer.res, { status: 206, headers: { 'content-range': 'bytes 0-1/5' } });
    assert.deepEqual(answer.content, Buffer.from('a:'));
  });
  await step('get if-none-match', () => oss.get(CONFIG, { headers: { 'If-None-Match': put?.res.headers.etag } }), answer => {
    assert.equal(answer.res.status, 304);
    assert.equal(answer.content?.length ?? 0, 0);
  });

  await step('listV2', () => oss.listV2({ prefix: 'agents/ünï 中文/', delimiter: '/', 'max-keys': 100, 'start-after': 'agents/a+b', 'fetch-owner': true, 'encoding-type': 'url' }), answer => {
    holds(answer, { isTruncated: false, keyCount: 1 });
    // This SDK hands out what it asked for: names as they are encoded in the answer.
    holds(answer.objects.map(item => ({ ...item, name: decodeURIComponent(item.name) })), [{ name: SPECIAL, size: 7, etag: etag(Buffer.from('special')), type: 'Normal', owner: { id: ACCOUNT } }]);
  });
  const first = await oss.listV2({ prefix: 'agents/', 'max-keys': 1 });
  await step('listV2 token', () => oss.listV2({ prefix: 'agents/', 'max-keys': 1, 'continuation-token': first.nextContinuationToken }), answer => {
    assert.match(first.nextContinuationToken, /[+/=]/, 'a token without + / = does not try the escaping');
    assert.deepEqual([names(first.objects), names(answer.objects)], [[CONFIG], [SPECIAL]]);
    holds(answer, { isTruncated: false, keyCount: 1 });
  });
  await step('list v1', () => oss.list({ prefix: 'agents/', marker: 'agents/a', 'max-keys': 10 }), answer => {
    assert.deepEqual(names(answer.objects), [CONFIG, SPECIAL]);
    holds(answer, { isTruncated: false });
  });

  const tags = { 'managed-by': 'operator', uid: '8b5f' };
  await step('putObjectTagging', () => oss.putObjectTagging(CONFIG, tags), answer => holds(answer, { status: 200 }));
  await step('getObjectTagging', () => oss.getObjectTagging(CONFIG), answer => assert.deepEqual(answer.tag, tags));
  await step('deleteObjectTagging', () => oss.deleteObjectTagging(CONFIG), async answer => {
    holds(answer, { status: 204 });
    assert.deepEqual((await oss.getObjectTagging(CONFIG)).tag, {});
  });
  await step('copy', () => oss.copy('agents/copy.yaml', CONFIG), async answer => {
    holds(answer.data, { etag: etag(CONTENT) });
    const copied = await oss.get('agents/copy.yaml');
    carries(copied, CONTENT);
    holds(copied.res.headers, { 'x-oss-meta-sha256': 'abc' });
  });

  const big = 'bin/big agent';
  const upload = await step('initMultipartUpload', () => oss.initMultipartUpload(big, { mime: 'application/octet-stream', meta: { sha256: 'ff' } }), answer => {
    holds(answer, { bucket: BUCKET, name: big });
    assert.match(answer.uploadId, /^[0-9A-F]{32}$/);
  });
  const parts = [];
  for (const number of [1, 2]) {
    const data = Buffer.alloc(16, number);
    const part = await step(`uploadPart ${number}`, () => oss._uploadPart(big, upload.uploadId, number, { stream: Readable.from([data]), size: data.length }, { mime: 'application/octet-stream' }), answer => describes(answer.res, data));
    parts.push({ number, etag: part?.etag });
  }
  await step('listParts', () => oss.listParts(big, upload.uploadId, { 'max-parts': 100 }), answer => {
    holds(answer, { uploadId: upload.uploadId, isTruncated: 'false' });
    holds(answer.parts, parts.map(part => ({ PartNumber: `${part.number}`, ETag: part.etag, Size: '16' })));
  });
  await step('completeMultipartUpload', () => oss.completeMultipartUpload(big, upload.uploadId, parts), async answer => {
    const whole = Buffer.concat([Buffer.alloc(16, 1), Buffer.alloc(16, 2)]);
    assert.match(answer.etag, /^"[0-9A-F]{32}-2"$/);
    const read = await oss.get(big);
    assert.deepEqual(read.content, whole);
    holds(read.res.headers, { etag: answer.etag, 'x-oss-hash-crc64ecma': crc64(whole), 'x-oss-object-type': 'Multipart', 'x-oss-meta-sha256': 'ff' });
  });
  const dropped = await oss.initMultipartUpload('bin/dropped');
  const open = await oss.initMultipartUpload('bin/open');
  await step('abortMultipartUpload', () => oss.abortMultipartUpload('bin/dropped', dropped.uploadId), async answer => {
    holds(answer, { res: { status: 204 } });
    await assert.rejects(oss.listParts('bin/dropped', dropped.uploadId), { code: 'NoSuchUpload', status: 404 });
  });
  await step('listUploads', () => oss.listUploads({ prefix: 'bin/', 'max-uploads': 10 }), answer => holds(answer.uploads, [{ name: 'bin/open', uploadId: open.uploadId }]));

  await suite.refused('head missing', { code: 'NoSuchKey', status: 404 }, () => oss.head('missing'));
  await suite.refused('get missing', { code: 'NoSuchKey', status: 404 }, () => oss.get('missing'));
  await oss.put('exists', Buffer.from('first'));
  await suite.refused('put conflict', { code: 'FileAlreadyExists', status: 409 }, () => oss.put('exists', Buffer.from('x'), { headers: { 'x-oss-forbid-overwrite': 'true' } }));
  carries(await oss.get('exists'), Buffer.from('first'));
  // A fault rule of the harness.
  await suite.refused('get slow', { code: 'ServiceUnavailable', status: 503 }, () => oss.get('throttled'));

  await step('presigned GET url (V4)', () => oss.signatureUrlV4('GET', 600, { headers: {}, queries: { 'response-content-type': 'text/plain' } }, SPECIAL, []), async url => {
    holds(await visit(url), { status: 200, type: 'text/plain', text: 'special' });
    holds(await visit(url.replace('text%2Fplain', 'text%2Fhtml')), { status: 403 });
  });
  await step('delete', () => oss.delete(CONFIG), async answer => {
    holds(answer, { res: { status: 204 } });
    await absent(CONFIG);
    holds(await oss.delete(CONFIG), { res: { status: 204 } });
  });
  const odd = 'agents/a&b<c>.yaml';
  await oss.put(odd, Buffer.from('odd'));
  await step('deleteMulti', () => oss.deleteMulti([odd, SPECIAL, 'empty.txt'], { quiet: false }), async answer => {
    assert.deepEqual(answer.deleted.map(item => item.Key ?? item).sort(), [odd, SPECIAL, 'empty.txt'].sort());
    for (const gone of [odd, SPECIAL, 'empty.txt']) await absent(gone);
  });
  await assert.rejects(oss.deleteBucket(BUCKET), { code: 'BucketNotEmpty', status: 409 });
  await oss.abortMultipartUpload('bin/open', open.uploadId);
  await oss.deleteMulti(names((await oss.listV2({ 'max-keys': 100 })).objects));
  await step('deleteBucket', () => oss.deleteBucket(BUCKET), async answer => {
    holds(answer, { res: { status: 204 } });
    await assert.rejects(oss.getBucketInfo(BUCKET), { code: 'NoSuchBucket', status: 404 });
  });
  // The bucket of the harness is there; the one above is gone.
  await step('listBuckets (no bucket)', () => client(undefined).listBuckets({ prefix: 'art', 'max-keys': 10 }), answer => holds(answer.buckets, [{ name: 'artifacts', region: `oss-${REGION}` }]));

  // Beyond the recorded steps.
  await oss.putBucket(BUCKET);
  await step('getBucketLocation', () => oss.getBucketLocation(BUCKET), answer => holds(answer, { location: `oss-${REGION}` }));
  await step('putBucketACL', () => oss.putBucketACL(BUCKET, 'public-read'), answer => holds(answer, { res: { status: 200 } }));
  await step('getBucketACL', () => oss.getBucketACL(BUCKET), answer => holds(answer, { acl: 'public-read', owner: { id: ACCOUNT } }));
  await step('append', () => oss.append('log', Buffer.from('one ')), async answer => {
    assert.equal(answer.nextAppendPosition, '4');
    await oss.append('log', Buffer.from('two'), { position: answer.nextAppendPosition });
    const read = await oss.get('log');
    assert.deepEqual(read.content.toString(), 'one two');
    holds(read.res.headers, { 'x-oss-object-type': 'Appendable', 'x-oss-hash-crc64ecma': crc64(Buffer.from('one two')) });
    await assert.rejects(oss.append('log', Buffer.from('x'), { position: 1 }), { code: 'PositionNotEqualToLength', status: 409 });
  });
});
