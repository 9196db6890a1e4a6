namespace Sonde.Testing.Widgets;

public sealed record WidgetSpec
{
    public int Size { get; init; }

    public string? SecretName { get; init; }
}
