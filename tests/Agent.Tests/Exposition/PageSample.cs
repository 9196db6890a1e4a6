namespace Sonde.Agent.Tests.Exposition;

/// <summary>A sample as tests compare it: <c>name{a="b",c="d"}</c> with labels in byte order, value bit for bit.</summary>
internal sealed record PageSample(string Series, long ValueBits, long? Timestamp)
{
    public PageSample(string series, double value)
        : this(series, BitConverter.DoubleToInt64Bits(value), null)
    {
    }

    public double Value => BitConverter.Int64BitsToDouble(ValueBits);

    public static string Format(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var all = labels.ToList();
        var name = all.FirstOrDefault(l => l.Key == "__name__").Value;
        return $"{name}{{{string.Join(",", all.Where(l => l.Key != "__name__").Select(l => $"{l.Key}=\"{l.Value}\""))}}}";
    }
}
