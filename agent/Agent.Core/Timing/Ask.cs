namespace Sonde.Agent.Core.Timing;

/// <summary>Somebody asks a loop for something and waits; the loop answers all who asked before it began.</summary>
internal sealed class Ask
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _pending;
    private bool _isClosed;

    /// <summary>True while somebody waits for the loop to begin.</summary>
    public bool IsPending => Volatile.Read(ref _pending) is not null;

    /// <summary>Asks. Done once the loop has answered; at once where it has ended.</summary>
    public Task MakeAsync()
    {
        lock (_lock)
        {
            if (_isClosed)
                return Task.CompletedTask;
            _pending ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _pending.Task;
        }
    }

    /// <summary>The loop begins: who asks from here on waits for the next turn.</summary>
    public TaskCompletionSource? Take() => Interlocked.Exchange(ref _pending, null);

    /// <summary>What is asked, without beginning.</summary>
    public TaskCompletionSource? Peek() => Volatile.Read(ref _pending);

    /// <summary>Answers what <see cref="Peek"/> gave.</summary>
    public void Answer(TaskCompletionSource? asked)
    {
        if (asked is null)
            return;
        _ = Interlocked.CompareExchange(ref _pending, null, asked);
        asked.TrySetResult();
    }

    /// <summary>The loop has ended: nobody waits any more.</summary>
    public void Close()
    {
        lock (_lock)
            _isClosed = true;
        Take()?.TrySetResult();
    }
}
