namespace Sonde.Conformance.Clients;

/// <summary>Numbered steps of a scenario, each a call of our clients and a look at what it gave. As with the scripts, one that fails does not end the run.</summary>
internal sealed class Steps
{
    private readonly List<SdkStep> _done = [];

    public IReadOnlyList<SdkStep> Done => _done;

    /// <summary>A step without a result.</summary>
    public Task DoAsync(string name, Func<Task> step) => GetAsync(name, async () =>
    {
        await step();
        return true;
    });

    /// <summary>A step whose result later steps use; the default when it failed.</summary>
    public async Task<T?> GetAsync<T>(string name, Func<Task<T>> step)
    {
        try
        {
            var result = await step();
            _done.Add(new(name, true, null));
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _done.Add(new(name, false, e.Message));
            return default;
        }
    }

    /// <summary>A call that must be refused, with this code.</summary>
    public Task RefusedAsync(string name, string code, Func<Task> call) => DoAsync(name, () => RefusedAsync(code, call));

    /// <summary>As the other, without being a step.</summary>
    public static async Task RefusedAsync(string code, Func<Task> call) => Assert.Equal(code, (await Assert.ThrowsAsync<Operator.Cloud.CloudException>(call)).Code);
}
