using System.Runtime.CompilerServices;
using Sonde.Engine.Metrics;

namespace Sonde.Engine.Serving;

/// <summary>Works on requests at the pace asked for, at most so many at once, and tells the meters.</summary>
internal sealed class Generation(IEngineMeters meters, Pace pace, int mostRunning, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(mostRunning, mostRunning);
    private readonly PrefixCache _cache = new();
    private readonly Lock _lock = new();
    private int _waiting;
    private int _running;

    /// <summary>The reply's pieces as they come. Ends early when the reader goes away; the tokens until then are counted.</summary>
    public async IAsyncEnumerable<string> RunAsync(Chat chat, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var arrived = time.GetTimestamp();
        Move(waiting: 1, running: 0);
        try
        {
            await _slots.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Move(waiting: -1, running: 0);
            throw;
        }

        Move(waiting: -1, running: 1);
        var work = new Work(time) { Queued = time.GetElapsedTime(arrived), CachedTokens = _cache.Look(chat.Contents, chat.PromptTokens) };
        try
        {
            foreach (var piece in chat.Pieces)
            {
                await StepAsync(work, chat, arrived, cancellation);
                yield return piece;
            }

            work.FinishReason = chat.FinishReason;
        }
        finally
        {
            _slots.Release();
            Move(waiting: 0, running: -1);
            meters.Finished(work.Finish(chat));
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task StepAsync(Work work, Chat chat, long arrived, CancellationToken cancellation)
    {
        var first = work.CompletionTokens == 0;
        await Task.Delay(first ? pace.Prefill(chat.PromptTokens - work.CachedTokens) : pace.PerToken, time, cancellation);
        var took = work.Step();
        if (first)
            meters.FirstToken(chat.PromptTokens, work.CachedTokens, time.GetElapsedTime(arrived));
        else
            meters.NextToken(took);
    }

    private void Move(int waiting, int running)
    {
        lock (_lock)
        {
            _waiting += waiting;
            _running += running;
            meters.Load(_waiting, _running);
        }
    }

    /// <summary>How far one request is.</summary>
    private sealed class Work(TimeProvider time)
    {
        private long _last = time.GetTimestamp();
        private TimeSpan _prefill;
        private TimeSpan _decode;

        public required TimeSpan Queued { get; init; }

        public required int CachedTokens { get; init; }

        public int CompletionTokens { get; private set; }

        public string FinishReason { get; set; } = "abort";

        /// <summary>A token came; how long it took.</summary>
        public TimeSpan Step()
        {
            var took = time.GetElapsedTime(_last);
            _last = time.GetTimestamp();
            if (CompletionTokens++ == 0)
                _prefill = took;
            else
                _decode += took;
            return took;
        }

        public FinishedRequest Finish(Chat chat) => new(chat.PromptTokens, CachedTokens, CompletionTokens, chat.MaxTokens, FinishReason, Queued, _prefill, _decode);
    }
}
