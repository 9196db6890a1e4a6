namespace Sonde.Operator.Api;

/// <summary>Fields that were written to the cloud; names, no values.</summary>
public sealed record AppliedStatus
{
    /// <summary>How many fields are remembered at most.</summary>
    public const int MostFields = 512;

    /// <summary>Fields that are ours in the cloud, in spec terms; entries of what is shared with others by their key, for example env[LEVEL].</summary>
    [Items(MostFields), SetList, ItemLength(512, Min = 1)]
    public List<string>? Fields { get; set; }

    /// <summary>Fields that are being written; gone once they are there.</summary>
    [Items(MostFields), MapList("path")]
    public List<IntendedField>? Intended { get; set; }
}
