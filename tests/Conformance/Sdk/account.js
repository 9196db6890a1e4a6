// The account that the emulator has without a seed: nothing here is a real key.
const { default: OpenApi, $OpenApiUtil, OpenApiUtil } = require('@alicloud/openapi-core');

exports.REGION = 'cn-hangzhou';
exports.ACCOUNT = '1234567890123456';
exports.ROLE = `acs:ram::${exports.ACCOUNT}:role/fc-llm`;

const LASTING = { accessKeyId: 'LTAI5tFakeAccessKeyId001', accessKeySecret: 'fakeSecretFakeSecretFakeSecret01' };

/** The configuration of Alibaba's newer SDKs for an endpoint. */
exports.config = (endpoint, credentials) => {
  const url = new URL(endpoint);
  return { ...credentials, protocol: url.protocol.replace(':', ''), endpoint: url.host, regionId: exports.REGION, userAgent: 'conformance/1' };
};

/** The parameters of a call in the RPC style. */
exports.rpc = (action, version) => ({ action, version, protocol: 'HTTPS', pathname: '/', method: 'POST', authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json' });

/** The lasting key, or temporary credentials that AssumeRole of the emulator's STS gave. */
exports.credentials = async (endpoint, sts) => {
  if (!sts) return LASTING;
  const { Credentials } = await exports.sts(endpoint, LASTING)('AssumeRole', { RoleArn: exports.ROLE, RoleSessionName: 'conformance', DurationSeconds: 900 });
  return { accessKeyId: Credentials.AccessKeyId, accessKeySecret: Credentials.AccessKeySecret, securityToken: Credentials.SecurityToken };
};

/** Calls of STS (2015-04-01) with some credentials; `more` changes how the call is made. */
exports.sts = (endpoint, credentials) => {
  const client = new OpenApi(new $OpenApiUtil.Config(exports.config(endpoint, credentials)));
  return async (action, query, more = {}) =>
    (await client.callApi(new $OpenApiUtil.Params({ ...exports.rpc(action, '2015-04-01'), ...more }), new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(query) }), {})).body;
};
