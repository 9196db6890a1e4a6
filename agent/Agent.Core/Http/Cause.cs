namespace Sonde.Agent.Core.Http;

/// <summary>Words for a failed exchange. The outer message of .NET often only points to an inner exception, which nobody sees.</summary>
internal static class Cause
{
    private const string Pointer = ", see inner exception";

    /// <summary>What went wrong, with the innermost reason when there is one.</summary>
    public static string Of(Exception failure)
    {
        var told = failure.Message.Replace(Pointer, "", StringComparison.Ordinal);
        var cause = failure.GetBaseException();
        return cause == failure || told.Contains(cause.Message, StringComparison.Ordinal) ? told : $"{told} {cause.Message}";
    }
}
