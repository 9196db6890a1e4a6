using System.Reflection;

namespace Sonde.Engine.Metrics;

/// <summary>The recorded pages that the program carries.</summary>
internal static class RecordedPage
{
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"No recorded page is called {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
