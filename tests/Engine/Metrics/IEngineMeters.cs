namespace Sonde.Engine.Metrics;

/// <summary>What an engine counts, told as it happens. Each engine puts it on its page under its own names.</summary>
internal interface IEngineMeters
{
    /// <summary>Requests waiting and worked on, now.</summary>
    void Load(int waiting, int running);

    /// <summary>The prompt was processed and gave the first token.</summary>
    void FirstToken(int promptTokens, int cachedTokens, TimeSpan sinceArrival);

    /// <summary>A further token came.</summary>
    void NextToken(TimeSpan sinceLast);

    /// <summary>A request ended, also by an abort.</summary>
    void Finished(FinishedRequest request);

    /// <summary>An HTTP request was answered.</summary>
    void Answered(string path, string method, int status, TimeSpan took);

    /// <summary>The page, with the process's own figures brought up to date.</summary>
    string Print();
}
