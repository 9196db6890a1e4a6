namespace Sonde.Engine.CommandLine;

/// <summary>How many words an option takes and how they are read, in the terms of Python's argparse.</summary>
internal enum OptionKind
{
    /// <summary>Present or absent, takes no word.</summary>
    Flag,

    /// <summary>Like <see cref="Flag"/>, and <c>--no-…</c> switches it off.</summary>
    Switch,

    /// <summary>One word, any.</summary>
    Text,

    /// <summary>One whole number.</summary>
    Integer,

    /// <summary>One decimal number.</summary>
    Number,

    /// <summary>One word or more, up to the next option.</summary>
    List,
}
