namespace Sonde.Emulator.Http;

/// <summary>One service of the cloud, as the gateway sees it.</summary>
internal interface ICloudService
{
    /// <summary>One of <see cref="Services"/>.</summary>
    string Name { get; }

    /// <summary>Names of its operations.</summary>
    IReadOnlyList<string> Operations { get; }

    /// <summary>Finds the operation; nothing is checked or done yet.</summary>
    /// <exception cref="Refusal">There is no such operation.</exception>
    ServiceCall Open(WireRequest request);

    /// <summary>Words a refusal as this service does.</summary>
    Answer Refuse(WireRequest request, Refusal refusal, string requestId);

    /// <summary>Adds what every answer of the service carries.</summary>
    void Complete(Answer answer, string requestId);
}
