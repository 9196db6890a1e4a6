using Microsoft.Extensions.Time.Testing;
using k8s.Models;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Passes;
using Sonde.Operator.Tests.Fakes;

namespace Sonde.Operator.Tests.Accounts;

public sealed class CloudConnectionsTests : IDisposable
{
    private readonly MemoryStore<V1Secret> _secrets = Given.SecretStore();
    private readonly MemoryCloud _cloud = new(TimeProvider.System);
    private readonly CloudConnections _connections;

    public CloudConnectionsTests() => _connections = new(_cloud, new Secrets(_secrets, new MemoryStore<V1ConfigMap>()), new FakeTimeProvider());

    public void Dispose() => _cloud.Dispose();

    [Fact]
    public async Task The_spec_becomes_a_connection_and_a_key_loses_the_newline_of_its_file()
    {
        _secrets.Put(Given.Secret("cloud", ("accessKeyId", "LTAI\n"), ("accessKeySecret", " s \n"), ("securityToken", "t\n")));

        _connections.Connect(Given.Account(s =>
        {
            s.Network = NetworkKind.Vpc;
            s.Endpoints = new() { FunctionCompute = "https://fc" };
            s.RateLimits = [new() { Service = Operator.Api.CloudService.FunctionCompute, Qps = 20 }];
        }));

        var connection = _cloud.Connections.Single();
        Assert.Equal(("llm/default", "cn-hangzhou", Given.AccountId, CloudNetwork.Vpc, "https://fc"), (connection.Name, connection.Region, connection.AccountId, connection.Network, connection.Endpoints.FunctionCompute));
        Assert.Equal(new(20, 20), connection.Limits.FunctionCompute);
        var key = await connection.Credentials.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("LTAI", "s", "t"), (key.Id, key.Secret, key.SecurityToken));
    }

    [Fact]
    public void Deletion_goes_on_with_the_clients_that_worked_last_but_needs_to_have_had_some()
    {
        _secrets.Remove(Given.Secret("cloud"));
        Assert.Throws<ReconcileStopped>(() => _connections.ConnectForDeletion(Given.Account()));

        _secrets.Put(Given.Secret("cloud", ("accessKeyId", "a"), ("accessKeySecret", "b")));
        _connections.Connect(Given.Account());
        _secrets.Remove(Given.Secret("cloud"));

        Assert.Same(_cloud, _connections.ConnectForDeletion(Given.Account()));
        Assert.Throws<ReconcileStopped>(() => _connections.Connect(Given.Account()));
    }

    [Fact]
    public void A_way_of_signing_in_that_is_not_supported_is_named() =>
        Assert.Contains("spec.credentials.type InstanceRole", Assert.Throws<ReconcileStopped>(() => _connections.Connect(Given.Account(s => s.Credentials = new() { Type = CredentialsType.InstanceRole }))).Outcome.ToString(), StringComparison.Ordinal);
}
