// Function Compute 3.0 through @alicloud/fc20230330. Instances are run: the invocations reach server.pl.
const assert = require('node:assert/strict');
const { Readable } = require('node:stream');
const FC = require('@alicloud/fc20230330');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { REGION, ACCOUNT, config, credentials } = require('./account');
const { crc64 } = require('./crc64');
const { holds, main, until } = require('./suite');

const FN = 'llm-qwen-7b';
const ARN = `acs:fc:${REGION}:${ACCOUNT}:functions/${FN}`;
const NOTE = 'operator *~!';
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const tag = (key, value) => new FC.Tag({ key, value });

const image = `registry-vpc.${REGION}.aliyuncs.com/ns/vllm:v0.6.3`;
const health = { httpGetUrl: '/health', initialDelaySeconds: 5, periodSeconds: 3, timeoutSeconds: 1, failureThreshold: 120, successThreshold: 1 };
const oss = { bucketName: 'artifacts', bucketPath: '/agents/sha256-abc', endpoint: `http://oss-${REGION}-internal.aliyuncs.com`, mountDir: '/mnt/agent', readOnly: true };
const nas = { serverAddr: 'x.nas.aliyuncs.com:/models', mountDir: '/mnt/models', enableTLS: false };
const vpc = { vpcId: 'vpc-bp1', vSwitchIds: ['vsw-1', 'vsw-2'], securityGroupId: 'sg-1' };
const log = { project: 'p', logstore: 'l', enableRequestMetrics: true, enableInstanceMetrics: true, logBeginRule: 'None' };
const plain = {
  functionName: FN, runtime: 'custom-container', handler: 'index.handler', description: 'LLM – ünïcode & <tags>', cpu: 8, memorySize: 32768, diskSize: 10240, timeout: 600,
  instanceConcurrency: 20, internetAccess: true, role: `acs:ram::${ACCOUNT}:role/fc-llm`, environmentVariables: { MODEL: 'Qwen/Qwen2.5-7B', EMPTY: '', PATH_X: '/a:/b' },
  idleTimeout: 300, disableOndemand: false, sessionAffinity: 'NONE',
};
const container = { image, port: 8000, entrypoint: ['perl', '/mnt/agent/server.pl'], command: ['--config', '/mnt/agent/config.yaml'] };
const initializer = { command: ['/bin/sh', '-c', 'cp /mnt/agent/config.yaml /tmp/initialized'], timeout: 300 };
const preStop = { handler: 'true', timeout: 30 };

const input = () => new FC.CreateFunctionInput({
  ...plain,
  gpuConfig: new FC.GPUConfig({ gpuType: 'fc.gpu.ada.1', gpuMemorySize: 49152 }),
  customContainerConfig: new FC.CustomContainerConfig({ ...container, healthCheckConfig: new FC.CustomHealthCheckConfig(health) }),
  vpcConfig: new FC.VPCConfig(vpc),
  ossMountConfig: new FC.OSSMountConfig({ mountPoints: [new FC.OSSMountPoint(oss)] }),
  nasConfig: new FC.NASConfig({ userId: 0, groupId: 0, mountPoints: [new FC.NASMountConfig(nas)] }),
  logConfig: new FC.LogConfig(log),
  instanceLifecycleConfig: new FC.InstanceLifecycleConfig({ initializer: new FC.LifecycleHook(initializer), preStop: new FC.LifecycleHook(preStop) }),
  tags: [tag('managed-by', NOTE), tag('uid', '8b5f')],
});

/** Everything that was declared comes back, and what the service adds is there. */
function declared(body, changes = {}) {
  holds(body, {
    ...plain, gpuConfig: { gpuType: 'fc.gpu.ada.1', gpuMemorySize: 49152 }, customContainerConfig: { ...container, healthCheckConfig: health }, vpcConfig: vpc,
    ossMountConfig: { mountPoints: [oss] }, nasConfig: { userId: 0, groupId: 0, mountPoints: [nas] }, logConfig: log, instanceLifecycleConfig: { initializer, preStop }, functionArn: ARN,
    ...changes,
  });
  assert.deepEqual(Object.fromEntries(body.tags.map(({ key, value }) => [key, value])), { 'managed-by': NOTE, uid: '8b5f' });
  assert.match(body.createdTime, TIME);
  assert.match(body.lastModifiedTime, TIME);
  assert.ok(body.functionId.length > 8);
}

main(async (suite, endpoint, options) => {
  const fc = new FC.default(new $OpenApiUtil.Config(config(endpoint, await credentials(endpoint, options.sts))));
  const step = (name, call, check) => suite.step(name, call, check);
  const gone = answer => assert.equal(answer.statusCode, 204);
  const get = async (query = {}) => (await fc.getFunction(FN, new FC.GetFunctionRequest(query))).body;
  const publish = description => fc.publishFunctionVersion(FN, new FC.PublishFunctionVersionRequest({ body: new FC.PublishVersionInput({ description }) }));
  const text = async stream => Buffer.concat(await stream.toArray()).toString();
  const lines = async stream => Object.fromEntries((await text(stream)).split('\n').map(line => [line.split('=')[0], line.split('=').slice(1).join('=')]));

  await step('createFunction', () => fc.createFunction(new FC.CreateFunctionRequest({ body: input() })), ({ body, headers }) => {
    declared(body, { state: 'Pending' });
    assert.match(headers['x-fc-request-id'], /^1-[0-9a-f]{8}-[0-9a-f]{12}$/);
  });
  const pending = await get();
  await until('the function is Active', async () => (await get()).state === 'Active');
  await step('getFunction', () => get(), body => {
    declared(body, { state: 'Active', lastUpdateStatus: 'Successful', stateReason: '' });
    assert.equal(pending.functionId, body.functionId);
  });
  const v1 = (await publish('gen 1')).body.versionId;
  await step('getFunction?qualifier', () => get({ qualifier: v1 }), body => declared(body));
  const changes = { description: 'v2', environmentVariables: { A: '1' }, instanceConcurrency: 30 };
  await step('updateFunction', () => fc.updateFunction(FN, new FC.UpdateFunctionRequest({ body: new FC.UpdateFunctionInput(changes) })), async ({ body }) => {
    declared(body, { ...changes, lastUpdateStatus: 'InProgress' });
    assert.deepEqual(body.environmentVariables, { A: '1' }, 'a nested object that is sent replaces the old one');
    declared(await get({ qualifier: v1 }), { description: plain.description });
  });
  await until('the update is done', async () => (await get()).lastUpdateStatus === 'Successful');

  const other = 'llm-second';
  await fc.createFunction(new FC.CreateFunctionRequest({ body: new FC.CreateFunctionInput({ functionName: other, runtime: 'custom-container', handler: 'h', tags: [tag('managed-by', NOTE)], customContainerConfig: new FC.CustomContainerConfig({ image }) }) }));
  const list = query => fc.listFunctions(new FC.ListFunctionsRequest({ prefix: 'llm-', fcVersion: 'v3', tags: [tag('managed-by', NOTE)], ...query }));
  const first = (await list({ limit: 1 })).body;
  await step('listFunctions', () => list({ limit: 50, nextToken: first.nextToken }), ({ body }) => {
    assert.match(first.nextToken, /[+/=]/, 'a token without + / = does not try the escaping');
    assert.deepEqual([first.functions, body.functions].map(page => page.map(one => one.functionName)), [[FN], [other]]);
    holds(first.functions[0], { functionArn: ARN, description: 'v2', environmentVariables: { A: '1' } });
    assert.equal(body.nextToken ?? '', '');
  });
  const published = await step('publishFunctionVersion', () => publish('gen 2'), ({ body }) => {
    holds(body, { description: 'gen 2', versionId: `${Number(v1) + 1}` });
    assert.match(body.createdTime, TIME);
  });
  const v2 = published?.body.versionId;
  await step('listFunctionVersions', () => fc.listFunctionVersions(FN, new FC.ListFunctionVersionsRequest({ direction: 'BACKWARD', limit: 10 })), ({ body }) =>
    holds(body, { direction: 'BACKWARD', versions: [{ versionId: v2, description: 'gen 2' }, { versionId: v1, description: 'gen 1' }] }));

  const alias = { aliasName: 'live', versionId: v1, description: 'd', additionalVersionWeight: { [v2]: 0.1 } };
  await step('createAlias', () => fc.createAlias(FN, new FC.CreateAliasRequest({ body: new FC.CreateAliasInput(alias) })), ({ body }) => holds(body, alias));
  await step('getAlias', () => fc.getAlias(FN, 'live'), ({ body }) => {
    holds(body, alias);
    assert.match(body.lastModifiedTime, TIME);
  });
  await step('updateAlias', () => fc.updateAlias(FN, 'live', new FC.UpdateAliasRequest({ body: new FC.UpdateAliasInput({ versionId: v2, additionalVersionWeight: {} }) })), ({ body }) => {
    holds(body, { aliasName: 'live', versionId: v2, description: 'd' });
    assert.deepEqual(body.additionalVersionWeight ?? {}, {});
  });
  await step('listAliases', () => fc.listAliases(FN, new FC.ListAliasesRequest({ limit: 10 })), ({ body }) => holds(body.aliases, [{ aliasName: 'live', versionId: v2 }]));

  const asked = { authType: 'function', methods: ['GET', 'POST'], disableURLInternet: true };
  const settings = body => JSON.parse(body.triggerConfig);
  await step('createTrigger', () => fc.createTrigger(FN, new FC.CreateTriggerRequest({ body: new FC.CreateTriggerInput({ triggerName: 'http', triggerType: 'http', qualifier: 'LATEST', triggerConfig: JSON.stringify(asked) }) })), ({ body }) => {
    holds(body, { triggerName: 'http', triggerType: 'http', qualifier: 'LATEST', targetArn: ARN });
    holds(settings(body), asked);
    assert.match(body.httpTrigger.urlInternet, /^http:/);
    assert.match(body.httpTrigger.urlIntranet, /^http:/);
  });
  await step('getTrigger', () => fc.getTrigger(FN, 'http'), ({ body }) => holds(settings(body), asked));
  await step('updateTrigger', () => fc.updateTrigger(FN, 'http', new FC.UpdateTriggerRequest({ body: new FC.UpdateTriggerInput({ triggerConfig: JSON.stringify({ authType: 'anonymous', methods: ['POST'] }), qualifier: 'live' }) })), async ({ body }) => {
    holds(body, { qualifier: 'live', targetArn: `${ARN}/live` });
    holds(settings(body), { authType: 'anonymous', methods: ['POST'], disableURLInternet: false });
    const answer = await fetch(`${body.httpTrigger.urlInternet}/v1/echo?a=b%20c`, { method: 'POST', body: 'through the trigger' });
    assert.match(await answer.text(), /^POST \/v1\/echo\?a=b%20c\n[^]*\nqualifier=live\n[^]*\ninitialized=yes\nbody=through the trigger$/);
  });
  await step('listTriggers', () => fc.listTriggers(FN, new FC.ListTriggersRequest({ limit: 10, prefix: 'h' })), ({ body }) => holds(body.triggers, [{ triggerName: 'http', qualifier: 'live' }]));

  const policy = { name: 'hp', metricType: 'GPUMemUtilization', metricTarget: 0.6, minInstances: 1, maxInstances: 3 };
  const scaling = { minInstances: 1, enableOnDemandScaling: true, horizontalScalingPolicies: [policy] };
  await step('putScalingConfig', () => fc.putScalingConfig(FN, new FC.PutScalingConfigRequest({ qualifier: 'live', body: new FC.PutScalingConfigInput({ ...scaling, horizontalScalingPolicies: [new FC.ScalingPolicy(policy)], scheduledPolicies: [] }) })), ({ body }) =>
    holds(body, { ...scaling, functionArn: `${ARN}/live`, targetInstances: 1 }));
  await step('getScalingConfig', () => fc.getScalingConfig(FN, new FC.GetScalingConfigRequest({ qualifier: 'live' })), ({ body }) => holds(body, { ...scaling, scheduledPolicies: [], currentError: '' }));
  await step('listScalingConfigs', () => fc.listScalingConfigs(new FC.ListScalingConfigsRequest({ functionName: FN, limit: 20 })), ({ body }) => holds(body.scalingConfigs, [{ ...scaling, functionArn: `${ARN}/live` }]));
  await step('deleteScalingConfig', () => fc.deleteScalingConfig(FN, new FC.DeleteScalingConfigRequest({ qualifier: 'live' })), async answer => {
    gone(answer);
    holds((await fc.listScalingConfigs(new FC.ListScalingConfigsRequest({ functionName: FN }))).body.scalingConfigs, []);
  });

  const provision = { defaultTarget: 1, target: 1, alwaysAllocateCPU: true, alwaysAllocateGPU: true };
  const provisioned = () => fc.getProvisionConfig(FN, new FC.GetProvisionConfigRequest({ qualifier: 'LATEST' }));
  await step('putProvisionConfig', () => fc.putProvisionConfig(FN, new FC.PutProvisionConfigRequest({ qualifier: 'LATEST', body: new FC.PutProvisionConfigInput(provision) })), ({ body }) => holds(body, { ...provision, functionArn: `${ARN}/LATEST` }));
  await until('the provisioned instance is there', async () => (await provisioned()).body.current === 1);
  await step('getProvisionConfig', provisioned, ({ body }) => holds(body, { ...provision, current: 1, currentError: '' }));
  await step('deleteProvisionConfig', () => fc.deleteProvisionConfig(FN, new FC.DeleteProvisionConfigRequest({ qualifier: 'LATEST' })), async answer => {
    gone(answer);
    await assert.rejects(provisioned(), { code: 'ProvisionConfigNotFound', statusCode: 404 });
  });

  await step('putConcurrencyConfig', () => fc.putConcurrencyConfig(FN, new FC.PutConcurrencyConfigRequest({ body: new FC.PutConcurrencyInput({ reservedConcurrency: 40 }) })), ({ body }) => holds(body, { functionArn: ARN, reservedConcurrency: 40 }));
  await step('getConcurrencyConfig', () => fc.getConcurrencyConfig(FN), ({ body }) => holds(body, { functionArn: ARN, reservedConcurrency: 40 }));
  await step('deleteConcurrencyConfig', () => fc.deleteConcurrencyConfig(FN), async answer => {
    gone(answer);
    await assert.rejects(fc.getConcurrencyConfig(FN), { statusCode: 404 });
  });

  const queue = `acs:mns:${REGION}:${ACCOUNT}:/queues/q/messages`;
  const asyncConfig = { asyncTask: true, maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 3600, destinationConfig: { onFailure: { destination: queue } } };
  const getAsync = () => fc.getAsyncInvokeConfig(FN, new FC.GetAsyncInvokeConfigRequest({ qualifier: 'LATEST' }));
  await step('putAsyncInvokeConfig', () => fc.putAsyncInvokeConfig(FN, new FC.PutAsyncInvokeConfigRequest({ qualifier: 'LATEST', body: new FC.PutAsyncInvokeConfigInput({ ...asyncConfig, destinationConfig: new FC.DestinationConfig({ onFailure: new FC.Destination({ destination: queue }) }) }) })), ({ body }) =>
    holds(body, { ...asyncConfig, functionArn: `${ARN}/LATEST` }));
  await step('getAsyncInvokeConfig', getAsync, ({ body }) => {
    holds(body, asyncConfig);
    assert.match(body.createdTime, TIME);
  });
  await step('deleteAsyncInvokeConfig', () => fc.deleteAsyncInvokeConfig(FN, new FC.DeleteAsyncInvokeConfigRequest({ qualifier: 'LATEST' })), async answer => {
    gone(answer);
    await assert.rejects(getAsync(), { statusCode: 404 });
  });

  const invoke = (query, body, headers) => fc.invokeFunctionWithOptions(FN, new FC.InvokeFunctionRequest({ ...query, body: Readable.from(Buffer.from(body)) }), new FC.InvokeFunctionHeaders(headers), {});
  await step('invokeFunction sync', () => invoke({ qualifier: 'live' }, '{"prompt":"hi"}', { xFcInvocationType: 'Sync', xFcLogType: 'Tail' }), async ({ body, headers }) => {
    holds(await lines(body), { 'POST /invoke': '', model: '', A: '1', qualifier: 'live', version: v2, request: headers['x-fc-request-id'], initialized: 'yes', body: '{"prompt":"hi"}' });
    assert.match(Buffer.from(headers['x-fc-log-result'], 'base64').toString(), /listening on 8000/);
  });
  await step('invokeFunction async', () => invoke({}, 'x', { xFcInvocationType: 'Async', xFcAsyncTaskId: 'task-1' }), async ({ statusCode, headers, body }) => {
    assert.deepEqual([statusCode, headers['x-fc-async-task-id'], await text(body)], [202, 'task-1', '']);
  });
  const since = Date.now();
  const instances = async () => (await fc.listInstances(FN, new FC.ListInstancesRequest({ qualifier: 'LATEST', withAllActive: true, instanceStatus: ['Running', 'Frozen'], startTimeMs: since - 60_000, endTimeMs: since + 60_000, limit: '10' }))).body.instances;
  await until('the asynchronous invocation has an instance', async () => (await instances()).length > 0);
  await step('listInstances', instances, found => {
    holds(found, [{ qualifier: 'LATEST', versionId: '0', resourceType: 'OnDemand' }]);
    assert.match(found[0].instanceId, /^c-/);
    assert.ok(Math.abs(found[0].createdTimeMs - since) < 60_000);
  });

  const held = async () => Object.fromEntries((await get()).tags.map(({ key, value }) => [key, value]));
  await step('tagResources', () => fc.tagResources(new FC.TagResourcesRequest({ body: new FC.TagResourcesInput({ resourceType: 'function', resourceId: [ARN], tag: [tag('k1', 'v1')] }) })), async () =>
    assert.deepEqual(await held(), { 'managed-by': NOTE, uid: '8b5f', k1: 'v1' }));
  await step('listTagResources', () => fc.listTagResources(new FC.ListTagResourcesRequest({ resourceType: 'function', resourceId: [ARN], limit: 50 })), ({ body }) => {
    assert.deepEqual(Object.fromEntries(body.tagResources.map(row => [row.tagKey, row.tagValue])), { 'managed-by': NOTE, uid: '8b5f', k1: 'v1' });
    for (const row of body.tagResources) holds(row, { resourceId: ARN, resourceType: 'function' });
  });
  await step('untagResources', () => fc.untagResources(new FC.UntagResourcesRequest({ resourceType: 'function', resourceId: [ARN], tagKey: ['k1'], all: false })), async () =>
    assert.deepEqual(await held(), { 'managed-by': NOTE, uid: '8b5f' }));
  await step('disableFunctionInvocation', () => fc.disableFunctionInvocation(FN, new FC.DisableFunctionInvocationRequest({ reason: 'scale to zero', abortOngoingRequest: true })), async ({ body }) => {
    holds(body, { success: true });
    holds(await get(), { invocationRestriction: { disable: true, reason: 'scale to zero' } });
    await assert.rejects(invoke({}, 'x', { xFcInvocationType: 'Sync' }), { statusCode: 403 });
  });
  await step('enableFunctionInvocation', () => fc.enableFunctionInvocation(FN), async ({ body }) => {
    holds(body, { success: true });
    holds(await get(), { invocationRestriction: { disable: false } });
    assert.match(await text((await invoke({}, 'x', { xFcInvocationType: 'Sync' })).body), /body=x$/);
  });

  await suite.refused('getFunction missing', { code: 'FunctionNotFound', status: 404 }, () => fc.getFunction('missing', new FC.GetFunctionRequest({})));
  const taken = name => new FC.CreateFunctionRequest({ body: new FC.CreateFunctionInput({ functionName: name, runtime: 'custom-container', handler: 'h', customContainerConfig: new FC.CustomContainerConfig({ image }) }) });
  await fc.createFunction(taken('exists'));
  await suite.refused('createFunction conflict', { code: 'FunctionAlreadyExists', status: 409 }, () => fc.createFunction(taken('exists')));
  // Two fault rules of the harness.
  await suite.refused('getFunction throttled', { code: 'Throttling.User', status: 429, retryAfter: 2000 }, () => fc.getFunction('throttled', new FC.GetFunctionRequest({})));
  await suite.refused('getFunction 503', { code: 'ServiceUnavailable', status: 503 }, () => fc.getFunction('unavailable', new FC.GetFunctionRequest({})));

  await step('deleteAlias', () => fc.deleteAlias(FN, 'live'), async answer => {
    gone(answer);
    await assert.rejects(fc.getAlias(FN, 'live'), { code: 'AliasNotFound', statusCode: 404 });
  });
  await step('deleteTrigger', () => fc.deleteTrigger(FN, 'http'), async answer => {
    gone(answer);
    holds((await fc.listTriggers(FN, new FC.ListTriggersRequest({}))).body.triggers, []);
  });
  await step('deleteFunctionVersion', () => fc.deleteFunctionVersion(FN, v1), async answer => {
    gone(answer);
    await assert.rejects(get({ qualifier: v1 }), { code: 'VersionNotFound', statusCode: 404 });
  });
  await step('deleteFunction', () => fc.deleteFunction(FN), async answer => {
    gone(answer);
    await assert.rejects(get(), { code: 'FunctionNotFound', statusCode: 404 });
  });

  // Beyond the recorded steps.
  const arn = ARN.replace(FN, other);
  await fc.putConcurrencyConfig(other, new FC.PutConcurrencyConfigRequest({ body: new FC.PutConcurrencyInput({ reservedConcurrency: 7 }) }));
  await step('listConcurrencyConfigs', () => fc.listConcurrencyConfigs(new FC.ListConcurrencyConfigsRequest({ limit: 10 })), ({ body }) => holds(body.configs, [{ functionArn: arn, reservedConcurrency: 7 }]));
  await fc.putProvisionConfig(other, new FC.PutProvisionConfigRequest({ qualifier: 'LATEST', body: new FC.PutProvisionConfigInput({ defaultTarget: 0, alwaysAllocateGPU: false }) }));
  await step('listProvisionConfigs', () => fc.listProvisionConfigs(new FC.ListProvisionConfigsRequest({ functionName: other })), ({ body }) =>
    holds(body.provisionConfigs, [{ functionArn: `${arn}/LATEST`, defaultTarget: 0, alwaysAllocateGPU: false, current: 0 }]));
  await fc.putAsyncInvokeConfig(other, new FC.PutAsyncInvokeConfigRequest({ qualifier: 'LATEST', body: new FC.PutAsyncInvokeConfigInput({ maxAsyncRetryAttempts: 8 }) }));
  await step('listAsyncInvokeConfigs', () => fc.listAsyncInvokeConfigs(new FC.ListAsyncInvokeConfigsRequest({ functionName: other })), ({ body }) =>
    holds(body.configs, [{ functionArn: `${arn}/LATEST`, maxAsyncRetryAttempts: 8, maxAsyncEventAgeInSeconds: 86400 }]));
  await step('changeResourceGroup', () => fc.changeResourceGroup(new FC.ChangeResourceGroupRequest({ body: new FC.ChangeResourceGroupInput({ newResourceGroupId: 'rg-2', resourceId: arn, resourceType: 'function' }) })), async ({ body }) => {
    holds(body, { newResourceGroupId: 'rg-2', resourceId: arn });
    holds((await fc.getFunction(other, new FC.GetFunctionRequest({}))).body, { resourceGroupId: 'rg-2' });
  });
  await step('describeRegions', () => fc.describeRegions(new FC.DescribeRegionsRequest({})), ({ body }) => holds(body.regions.region, [{ regionId: REGION }]));

  // A zip with one file.
  const zip = Buffer.from('UEsDBBQAAAAAAMBDL1oGHuE8CQAAAAkAAAAHAAAAbWFpbi5weXByaW50KDEpClBLAQIUAxQAAAAAAMBDL1oGHuE8CQAAAAkAAAAHAAAAAAAAAAAAAACAAQAAAABtYWluLnB5UEsFBgAAAAABAAEANQAAAC4AAAAAAA==', 'base64');
  await fc.createFunction(new FC.CreateFunctionRequest({ body: new FC.CreateFunctionInput({ functionName: 'plain', runtime: 'custom.debian12', handler: 'h', code: new FC.InputCodeLocation({ zipFile: zip.toString('base64') }) }) }));
  await step('getFunctionCode', () => fc.getFunctionCode('plain', new FC.GetFunctionCodeRequest({ qualifier: 'LATEST' })), async ({ body }) => {
    assert.equal(body.checksum, crc64(zip));
    assert.deepEqual(Buffer.from(await (await fetch(body.url)).arrayBuffer()), zip);
  });
});
