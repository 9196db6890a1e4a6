using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Passes;
using Sonde.Operator.Reporting;
using Sonde.Operator.Tests.Fakes;

namespace Sonde.Operator.Tests.Reporting;

public sealed class AgentReportsTests : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ScriptedQuery _query = new();
    private readonly MemoryCloud _cloud = new(TimeProvider.System);
    private readonly LlmFunction _function = Given.FullFunction();
    private readonly AgentReports _reports;

    public AgentReportsTests()
    {
        _reports = new(_query, Given.Secrets(), _clock);
        _function.Status = new() { FunctionName = "llm-chat" };
    }

    public void Dispose() => _cloud.Dispose();

    [Fact]
    public async Task Samples_of_the_wanted_configuration_are_reporting()
    {
        _query.Reports("hash-0", at: 1);
        _query.Reports("hash-1", at: 2);

        await FoundAsync(ConditionStatus.True, Reasons.Reporting, s_interval);
    }

    [Fact]
    public async Task Samples_of_another_configuration_are_outdated_and_looked_at_again_soon()
    {
        _query.Reports("hash-1", at: 1);
        _query.Reports("hash-0", at: 2);

        await FoundAsync(ConditionStatus.False, Reasons.OutdatedConfig, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task No_sample_and_no_instance_is_idle() => await FoundAsync(ConditionStatus.True, Reasons.IdleNoInstances, s_interval);

    [Theory]
    [InlineData(9, ConditionStatus.Unknown, Reasons.AwaitingSamples, 4)]
    [InlineData(10, ConditionStatus.False, Reasons.Silent, 300)]
    public async Task Silence_counts_once_an_instance_is_old_enough_to_have_spoken(int minutes, ConditionStatus status, string reason, int again)
    {
        Instance(minutes);
        Instance(0);

        await FoundAsync(status, reason, TimeSpan.FromSeconds(again));
    }

    [Fact]
    public async Task A_store_that_could_not_be_asked_for_long_does_not_make_a_new_instance_silent()
    {
        _query.Failure = new("the store is away");
        await FoundAsync(ConditionStatus.Unknown, Reasons.QueryUnavailable, s_interval);
        _clock.Advance(TimeSpan.FromHours(1));
        _query.Failure = null;
        Instance(1);

        await FoundAsync(ConditionStatus.Unknown, Reasons.AwaitingSamples, TimeSpan.FromSeconds(4));
        await FoundAsync(ConditionStatus.Unknown, Reasons.AwaitingSamples, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_silent_function_stays_silent_until_a_sample_comes()
    {
        Instance(60);
        await FoundAsync(ConditionStatus.False, Reasons.Silent, s_interval);
        _cloud.Functions.Instances.Clear();
        Instance(0);
        await FoundAsync(ConditionStatus.False, Reasons.Silent, s_interval);
        _query.Reports("hash-1");

        await FoundAsync(ConditionStatus.True, Reasons.Reporting, s_interval);
    }

    [Fact]
    public async Task An_engine_without_its_metrics_flag_is_told_so_without_a_question()
    {
        await FoundAsync(ConditionStatus.False, Reasons.EngineMetricsOff, s_interval, missingFlag: "--enable-metrics");

        Assert.Empty(_query.Asked);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_asked_leaves_it_open()
    {
        var blind = Given.Observer() with { Destinations = [Given.Destination() with { QueryUrl = null }] };

        await FoundAsync(ConditionStatus.Unknown, Reasons.QueryUnavailable, s_interval, observer: blind);
    }

    [Fact]
    public async Task The_store_is_asked_about_this_function_with_its_readers_credentials()
    {
        await FoundAsync(ConditionStatus.True, Reasons.IdleNoInstances, s_interval, observer: Given.Observer(Given.Pipeline(s => s.Readiness = new() { StaleAfter = "2m" })));

        var (source, promQl) = _query.Asked.Single();
        Assert.Equal(("https://arms.example", "Basic d3JpdGVyOktOT1dOLXdyaXRlci1wYXNzd29yZA=="), (source.BaseUrl, source.Authorization));
        Assert.Equal($"max by (hash) (max_over_time(timestamp(sonde_agent_config_info{{function=\"llm-chat\",account=\"{Given.AccountId}\",region=\"cn-hangzhou\"}})[120s:5s]))", promQl);
    }

    private async Task FoundAsync(ConditionStatus status, string reason, TimeSpan next, string? missingFlag = null, ObservedBy? observer = null)
    {
        var again = await _reports.NoteAsync(_function, Given.Access(_cloud), missingFlag, observer ?? Given.Observer(), s_interval, TestContext.Current.CancellationToken);

        var condition = Conditions.Find(_function.Status, ConditionTypes.AgentReporting)!;
        Assert.Equal((status, reason, next), (condition.Status, condition.Reason, again));
    }

    private void Instance(int ageMinutes) =>
        _cloud.Functions.Instances.Add(new() { InstanceId = "c", CreatedTimeMs = _clock.GetUtcNow().AddMinutes(-ageMinutes).ToUnixTimeMilliseconds() });
}
