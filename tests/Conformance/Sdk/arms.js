// ARMS (2019-08-08, RPC style): no package of its own is to be had, so the generic callApi of @alicloud/openapi-core, or of @alicloud/openapi-client with --client.
const assert = require('node:assert/strict');
const { REGION, ACCOUNT, config, credentials, rpc } = require('./account');
const { holds, main, until } = require('./suite');

const VERSION = '2019-08-08';

async function core(endpoint, sts) {
  const { default: Client, $OpenApiUtil, OpenApiUtil } = require('@alicloud/openapi-core');
  const client = new Client(new $OpenApiUtil.Config(config(endpoint, await credentials(endpoint, sts))));
  return (action, query) => client.callApi(new $OpenApiUtil.Params(rpc(action, VERSION)), new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(query) }), {});
}

async function older(endpoint, sts) {
  const $client = require('@alicloud/openapi-client');
  const { default: Util } = require('@alicloud/openapi-util');
  const { RuntimeOptions } = require('@alicloud/tea-util');
  const client = new $client.default(new $client.Config(config(endpoint, await credentials(endpoint, sts))));
  return (action, query) => client.callApi(new $client.Params(rpc(action, VERSION)), new $client.OpenApiRequest({ query: Util.query(query) }), new RuntimeOptions({}));
}

main(async (suite, endpoint, options) => {
  const call = await (options.client ? older : core)(endpoint, options.sts);
  const body = async (action, query) => (await call(action, query)).body;
  const step = (action, query, check) => suite.step(action, () => body(action, query), check);
  const R = { RegionId: REGION };
  const name = 'llm-metrics 中文 (a*b)';
  const done = answer => holds(answer, { Code: 200, Data: 'success' });

  const created = await step('CreatePrometheusInstance', { ...R, ClusterType: 'remote-write', ClusterName: name, Duration: 90, PaymentType: 'POSTPAY_GB', GrafanaInstanceId: 'free', ResourceGroupId: 'rg-1', Tags: [{ Key: 'managed-by', Value: 'operator' }, { Key: 'uid', Value: '8b5f' }] }, answer => {
    holds(answer, { Code: 200, Message: 'success' });
    assert.match(answer.Data, /^rw-[0-9a-f]+$/);
    assert.match(answer.RequestId, /^[0-9A-F-]{36}$/);
  });
  const id = created?.Data;
  const read = async () => (await body('GetPrometheusInstance', { ...R, ClusterId: id })).Data;
  const tags = instance => Object.fromEntries(instance.Tags.map(tag => [tag.TagKey, tag.TagValue]));

  await step('GetPrometheusInstance', { ...R, ClusterId: id }, ({ Data }) => {
    holds(Data, {
      ClusterId: id, ClusterName: name, ClusterType: 'remote-write', RegionId: REGION, UserId: ACCOUNT, ResourceGroupId: 'rg-1', DbInstanceStatus: 'RUNNING',
      PaymentType: 'POSTPAY_GB', StorageDuration: 90, ArchiveDuration: 0, GrafanaInstanceId: 'free', EnableAuthToken: 'false', AuthToken: '',
    });
    assert.deepEqual(tags(Data), { 'managed-by': 'operator', uid: '8b5f' });
    assert.equal(Data.RemoteWriteInterUrl, `${endpoint}/prometheus/${id}/api/v3/write`);
    assert.equal(Data.HttpApiInterUrl, `${endpoint}/prometheus/${id}`);
  });
  await step('ListPrometheusInstances', { ...R, ShowGlobalView: false, ClusterType: 'remote-write-prometheus' }, ({ Data }) =>
    holds(JSON.parse(Data), [{ clusterId: id, clusterName: name, clusterType: 'remote-write-prometheus', regionId: REGION }]));
  await step('ListPrometheusInstanceByTagAndResourceGroupId', { ...R, Tag: [{ Key: 'managed-by', Value: 'operator' }] }, answer => {
    holds(answer, { Code: '200', Data: { PrometheusInstances: [{ ClusterId: id, ClusterName: name }] } });
    assert.deepEqual(tags(answer.Data.PrometheusInstances[0]), { 'managed-by': 'operator', uid: '8b5f' });
  });
  await step('UpdatePrometheusInstance', { ...R, ClusterId: id, StorageDuration: 180, ArchiveDuration: 0, EnableAuthToken: true }, async answer => {
    done(answer);
    holds(await read(), { StorageDuration: 180, EnableAuthToken: 'true', ClusterName: name, PaymentType: 'POSTPAY_GB' });
  });
  await step('BindPrometheusGrafanaInstance', { ...R, ClusterId: id, GrafanaInstanceId: 'grafana-cn-1' }, async answer => {
    done(answer);
    holds(await read(), { GrafanaInstanceId: 'grafana-cn-1', StorageDuration: 180 });
  });
  await step('GetPrometheusApiToken', { ...R }, async answer => {
    assert.match(answer.Token, /^[0-9a-f]{32,}$/);
    assert.equal(answer.Code, undefined);
    assert.equal(answer.Token, (await read()).AuthToken);
  });
  await step('TagResources', { ...R, ResourceType: 'PROMETHEUS', ResourceId: [id], Tag: [{ Key: 'k1', Value: 'v1' }] }, async answer => {
    holds(answer, { Data: 'success' });
    assert.deepEqual(tags(await read()), { 'managed-by': 'operator', uid: '8b5f', k1: 'v1' });
  });
  await step('ListTagResources', { ...R, ResourceType: 'PROMETHEUS', ResourceId: [id] }, ({ TagResources }) => {
    assert.deepEqual(Object.fromEntries(TagResources.map(row => [row.TagKey, row.TagValue])), { 'managed-by': 'operator', uid: '8b5f', k1: 'v1' });
    for (const row of TagResources) holds(row, { ResourceId: id, ResourceType: 'PROMETHEUS' });
  });
  await step('UntagResources', { ...R, ResourceType: 'PROMETHEUS', ResourceId: [id], TagKey: ['k1'] }, async answer => {
    holds(answer, { Data: 'success' });
    assert.deepEqual(tags(await read()), { 'managed-by': 'operator', uid: '8b5f' });
  });

  const expression = 'histogram_quantile(0.99, sum(rate(vllm:time_to_first_token_seconds_bucket{fn="a&b"}[5m])) by (le)) > 2';
  const asRead = { AlertName: 'TTFT high', ClusterId: id, Expression: expression, Duration: '5', Message: 'TTFT p99 is {{$value}}s', NotifyType: 'ALERT_MANAGER', Type: 'prometheus', Status: 1 };
  const rule = await step('CreatePrometheusAlertRule', { ...R, ClusterId: id, AlertName: 'TTFT high', Expression: expression, Duration: '5', Message: asRead.Message, Type: '101', NotifyType: 'ALERT_MANAGER', Labels: JSON.stringify([{ Name: 'severity', Value: 'critical' }]), Annotations: JSON.stringify([{ Name: 'description', Value: 'x' }]), Tags: [{ Key: 'managed-by', Value: 'operator' }] }, answer => {
    holds(answer, { Success: true, PrometheusAlertRule: asRead });
    assert.equal(typeof answer.PrometheusAlertRule.AlertId, 'number');
  });
  const alertId = rule?.PrometheusAlertRule.AlertId;
  await step('ListPrometheusAlertRules', { ...R, ClusterId: id }, answer => holds(answer, { Success: true, PrometheusAlertRules: [{ ...asRead, AlertId: alertId }] }));
  await step('DescribePrometheusAlertRule', { AlertId: alertId, ClusterId: id }, ({ PrometheusAlertRule: found }) => {
    holds(found, { ...asRead, AlertId: alertId, Annotations: [{ Name: 'description', Value: 'x' }] });
    // The platform adds labels of its own to those that were asked for.
    holds(found.Labels.filter(label => !label.Name.startsWith('_aliyun_')), [{ Name: 'severity', Value: 'critical' }]);
  });
  await step('UpdatePrometheusAlertRule', { ...R, ClusterId: id, AlertId: alertId, AlertName: 'TTFT high', Expression: 'up == 0', Duration: '1', Message: 'm' }, async answer => {
    holds(answer, { Success: true });
    holds((await body('DescribePrometheusAlertRule', { AlertId: alertId, ClusterId: id })).PrometheusAlertRule, { AlertId: alertId, Expression: 'up == 0', Duration: '1', Message: 'm' });
  });
  await step('DeletePrometheusAlertRule', { AlertId: alertId, ClusterId: id }, async answer => {
    holds(answer, { Code: 200, Success: true });
    holds(await body('ListPrometheusAlertRules', { ...R, ClusterId: id }), { PrometheusAlertRules: [] });
  });

  const workspace = await step('CreateGrafanaWorkspace', { ...R, GrafanaVersion: '10.0.x', GrafanaWorkspaceEdition: 'standard', GrafanaWorkspaceName: 'llm', Description: 'd', Tags: JSON.stringify([{ Key: 'managed-by', Value: 'operator' }]) }, answer => {
    holds(answer, { Success: true, Data: { grafanaWorkspaceName: 'llm', status: 'Starting' } });
    assert.match(answer.Data.grafanaWorkspaceId, /^grafana-cn-/);
  });
  const gid = workspace?.Data.grafanaWorkspaceId;
  const find = async () => (await body('GetGrafanaWorkspace', { ...R, GrafanaWorkspaceId: gid })).Data;
  await until('the workspace runs', async () => (await find()).status === 'Running');
  await step('GetGrafanaWorkspace', { ...R, GrafanaWorkspaceId: gid }, answer => holds(answer, { Success: true, Data: {
    grafanaWorkspaceId: gid, grafanaWorkspaceName: 'llm', grafanaWorkspaceEdition: 'standard', grafanaVersion: '10.0.x', description: 'd', status: 'Running', tags: [{ key: 'managed-by', value: 'operator' }],
  } }));
  await step('ListGrafanaWorkspace', { ...R }, answer => holds(answer, { Success: true, Data: [{ grafanaWorkspaceId: gid, status: 'Running' }] }));
  await step('UpdateGrafanaWorkspace', { ...R, GrafanaWorkspaceId: gid, GrafanaWorkspaceName: 'llm2' }, async answer => {
    holds(answer, { Success: true });
    holds(await find(), { grafanaWorkspaceName: 'llm2', description: 'd' });
  });
  await step('DeleteGrafanaWorkspace', { ...R, GrafanaWorkspaceId: gid }, async answer => {
    holds(answer, { Success: true });
    holds(await body('ListGrafanaWorkspace', { ...R }), { Data: [] });
  });
  await step('ListDashboards', { ...R, ClusterId: id, Language: 'en' }, answer => holds(answer, { DashboardVos: [] }));
  await suite.refused('GetPrometheusInstance missing', { code: '404', status: 404 }, () => call('GetPrometheusInstance', { ...R, ClusterId: 'missing' }));
  await step('UninstallPromCluster', { ...R, ClusterId: id }, async answer => {
    holds(answer, { Code: 200, Data: 'true' });
    holds(JSON.parse((await body('ListPrometheusInstances', { ...R, ShowGlobalView: false })).Data), []);
  });

  // Beyond the recorded steps.
  const second = (await body('CreatePrometheusInstance', { ...R, ClusterType: 'remote-write', ClusterName: 'second', GrafanaInstanceId: 'free' })).Data;
  await step('ChangeResourceGroup', { ...R, ResourceId: second, ResourceType: 'PROMETHEUS', NewResourceGroupId: 'rg-2' }, async answer => {
    holds(answer, { Code: 200 });
    holds((await body('GetPrometheusInstance', { ...R, ClusterId: second })).Data, { ResourceGroupId: 'rg-2' });
  });
  const newer = { ...R, ClusterId: second, AlertName: 'queue', AlertType: 'PROMETHEUS_MONITORING_ALERT_RULE', AlertCheckType: 'CUSTOM', AlertGroup: -1, PromQL: 'up == 0', Duration: 1, Message: 'm', Labels: '[]', Annotations: '[]' };
  const list = { ...R, ClusterId: second, AlertType: newer.AlertType, Page: 1, Size: 10 };
  const made = await step('CreateOrUpdateAlertRule', newer, answer => holds(answer, { Code: 200, AlertRule: { AlertName: 'queue', AlertStatus: 'RUNNING', PromQL: 'up == 0', ClusterId: second } }));
  const ruleId = made?.AlertRule.AlertId;
  await suite.step('CreateOrUpdateAlertRule update', () => body('CreateOrUpdateAlertRule', { ...newer, AlertId: ruleId, PromQL: 'up == 1' }), answer => holds(answer, { AlertRule: { AlertId: ruleId, PromQL: 'up == 1' } }));
  // A failure that comes as HTTP 200.
  await suite.step('CreateOrUpdateAlertRule taken name', () => body('CreateOrUpdateAlertRule', newer), answer => holds(answer, { Code: 400, Success: false }));
  await step('GetAlertRules', list, answer => holds(answer, { PageBean: { Total: 1, AlertRules: [{ AlertId: ruleId, PromQL: 'up == 1' }] } }));
  await step('DeleteAlertRule', { AlertId: ruleId }, async answer => {
    holds(answer, { Code: 200, Success: true });
    holds(await body('GetAlertRules', list), { PageBean: { Total: 0, AlertRules: [] } });
  });
});
