namespace Sonde.Agent.Core.Config;

/// <summary>What a relabel rule does. The names are Prometheus', in lower case in the file.</summary>
public enum RelabelAction
{
    /// <summary>Writes the replacement to the target label when the regex matches.</summary>
    Replace,

    /// <summary>Keeps only what matches.</summary>
    Keep,

    /// <summary>Drops what matches.</summary>
    Drop,

    /// <summary>Keeps only where source and target label are equal.</summary>
    KeepEqual,

    /// <summary>Drops where source and target label are equal.</summary>
    DropEqual,

    /// <summary>Writes the hash of the source modulo <see cref="RelabelRule.Modulus"/>.</summary>
    HashMod,

    /// <summary>Copies labels whose name matches to the name that the replacement gives.</summary>
    LabelMap,

    /// <summary>Removes labels whose name matches.</summary>
    LabelDrop,

    /// <summary>Removes labels whose name does not match.</summary>
    LabelKeep,

    /// <summary>Writes the source in lower case.</summary>
    Lowercase,

    /// <summary>Writes the source in upper case.</summary>
    Uppercase,
}
