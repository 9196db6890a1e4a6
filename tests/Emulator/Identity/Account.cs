namespace Sonde.Emulator.Identity;

/// <summary>An Alibaba Cloud account.</summary>
/// <param name="Roles">Names of its RAM roles.</param>
/// <param name="LogProjects">Log projects with their logstores, as <c>project/logstore</c>.</param>
internal sealed record Account(string Id, IReadOnlySet<string> Roles, IReadOnlySet<string> LogProjects);
