namespace Sonde.Operator.Api;

/// <summary>Which of a region's addresses are used.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NetworkKind>))]
public enum NetworkKind
{
    /// <summary>Over the internet.</summary>
    Public,

    /// <summary>Inside the VPC.</summary>
    Vpc,
}
