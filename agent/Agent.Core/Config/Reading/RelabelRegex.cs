using System.Text.RegularExpressions;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Tells whether an expression is one that relabeling can run in linear time.</summary>
internal static class RelabelRegex
{
    /// <summary>What is wrong with the expression, or null.</summary>
    public static string? ErrorOf(string regex)
    {
        try
        {
            _ = new Regex($"^(?s:{regex})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
