// STS (2015-04-01, RPC style) through the generic callApi of @alicloud/openapi-core.
const assert = require('node:assert/strict');
const { ACCOUNT, ROLE, credentials, sts } = require('./account');
const { holds, main } = require('./suite');

main(async (suite, endpoint) => {
  const lasting = await credentials(endpoint, false);
  const call = sts(endpoint, lasting);
  const session = { RoleArn: ROLE, RoleSessionName: 'conformance', DurationSeconds: 900 };
  const usable = async ({ Credentials }) => {
    assert.match(Credentials.AccessKeyId, /^STS\./);
    const seconds = (Date.parse(Credentials.Expiration) - Date.now()) / 1000;
    assert.ok(seconds > 890 && seconds < 910, `they expire in ${seconds} s`);
    const key = { accessKeyId: Credentials.AccessKeyId, accessKeySecret: Credentials.AccessKeySecret };
    const found = await sts(endpoint, { ...key, securityToken: Credentials.SecurityToken })('GetCallerIdentity', {});
    holds(found, { AccountId: ACCOUNT, IdentityType: 'AssumedRoleUser' });
    assert.match(found.Arn, new RegExp(`^acs:ram::${ACCOUNT}:assumed-role/fc-llm/`));
    await assert.rejects(sts(endpoint, { ...key, securityToken: 'another' })('GetCallerIdentity', {}), /SecurityToken/);
  };

  await suite.step('GetCallerIdentity', () => call('GetCallerIdentity', {}), answer => holds(answer, { AccountId: ACCOUNT, IdentityType: 'Account', Arn: `acs:ram::${ACCOUNT}:root` }));
  await suite.step('AssumeRole', () => call('AssumeRole', session), async answer => {
    holds(answer, { AssumedRoleUser: { Arn: `${ROLE}/conformance`, AssumedRoleId: 'fc-llm:conformance' } });
    await usable(answer);
  });
  await suite.refused('AssumeRole missing role', { code: 'EntityNotExist.Role', status: 404 }, () => call('AssumeRole', { ...session, RoleArn: `${ROLE}-missing` }));
  await suite.step('AssumeRoleWithOIDC', () => call('AssumeRoleWithOIDC', { ...session, OIDCProviderArn: `acs:ram::${ACCOUNT}:oidc-provider/ack`, OIDCToken: 'head.body.signature' }, { authType: 'Anonymous' }), usable);
  await suite.refused('AssumeRoleWithOIDC no JWT', { code: 'AuthenticationFail.OIDCToken.Invalid', status: 400 }, () => call('AssumeRoleWithOIDC', { ...session, OIDCProviderArn: 'x', OIDCToken: 'text' }, { authType: 'Anonymous' }));
  await suite.refused('GetCallerIdentity wrong secret', { code: 'SignatureDoesNotMatch', status: 400 }, () => sts(endpoint, { ...lasting, accessKeySecret: 'wrong' })('GetCallerIdentity', {}));
});
